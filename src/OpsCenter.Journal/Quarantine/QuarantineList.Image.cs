using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Journal.Quarantine;

/// <content>The list in a snapshot.</content>
public sealed partial class QuarantineList : IKept
{
    /// <inheritdoc/>
    public string Section => "quarantine.2";

    /// <inheritdoc/>
    public Action<BinaryWriter> Capture()
    {
        QuarantinedMessage[] messages = [.. _messages.Values];
        return to =>
        {
            to.Write(messages.Length);
            foreach (var message in messages) Write(to, message);
        };
    }

    /// <inheritdoc/>
    public Action Read(BinaryReader from)
    {
        ArgumentNullException.ThrowIfNull(from);
        var messages = new QuarantinedMessage[from.ReadInt32()];
        for (int i = 0; i < messages.Length; i++) messages[i] = ReadOne(from);
        return () =>
        {
            foreach (var message in messages) List(message);
        };
    }

    private static void Write(BinaryWriter to, QuarantinedMessage message)
    {
        to.Write(message.Position);
        to.Write(message.Kiosk.ToString());
        to.Write(message.Reason);
        to.Write(message.Heard.Ticks);
        to.Write((short)message.Heard.TotalOffsetMinutes);
        to.Write(message.Requeued);
    }

    private static QuarantinedMessage ReadOne(BinaryReader from)
    {
        long position = from.ReadInt64();
        var kiosk = KioskId.Parse(from.ReadString());
        string reason = from.ReadString();
        var heard = new DateTimeOffset(from.ReadInt64(), TimeSpan.FromMinutes(from.ReadInt16()));
        return new QuarantinedMessage(position, kiosk, reason, heard, from.ReadBoolean());
    }
}
