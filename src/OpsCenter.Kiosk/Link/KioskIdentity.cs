using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Topics;

namespace OpsCenter.Kiosk.Link;

/// <summary>Who a kiosk is towards the server. It prints itself without its secret.</summary>
/// <param name="Cell">The city's code.</param>
/// <param name="Kiosk">The kiosk; also its client id and user name.</param>
/// <param name="Secret">The device secret, given at enrolment.</param>
public sealed record KioskIdentity(UnitCode Cell, KioskId Kiosk, string Secret)
{
    /// <summary>The kiosk's id alone.</summary>
    public override string ToString() => Kiosk.ToString();

    internal string TopicOf(KioskChannel channel) => new KioskTopic(Cell, Kiosk, channel).ToString();
}
