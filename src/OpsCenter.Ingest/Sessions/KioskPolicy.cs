using Microsoft.Extensions.Logging;
using OpsCenter.Access.Devices;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Ingest.Sessions;

/// <summary>The broker's policy in the server: <c>wire.md</c> as code. A kiosk speaks on its own topics; an integrator reads retained tiles.</summary>
internal sealed class KioskPolicy(CityPlan plan, DeviceRegistry devices, KioskDesk desk, KioskClocks clocks, ILogger<KioskPolicy> logger) : IBrokerPolicy
{
    private readonly string _posture = PostureTopic.FilterOf(plan.City)[..^1];

    public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(Judge(request));

    public void Connected(MqttSession session, bool resumed)
    {
        desk.Live[session.ClientId] = session;
        if (session.State is KioskSession kiosk) desk.Arrive(session, kiosk, resumed);
    }

    public void Disconnected(MqttSession session, SessionEnd end)
    {
        desk.Live.TryRemove(new KeyValuePair<string, MqttSession>(session.ClientId, session));
        if (session.State is KioskSession kiosk && end.Reason is not ReasonCode.SessionTakenOver) desk.Leave(kiosk);
    }

    public PublishVerdict Publish(in IncomingPublish publish)
    {
        if (publish.Session.State is not KioskSession kiosk) return Foreign(publish);
        if (publish.Topic == kiosk.Up) return desk.HearTap(publish, kiosk);
        if (publish.Topic == kiosk.State) return desk.HearState(publish, kiosk);
        return publish.Topic == kiosk.Ask ? desk.HearAsk(publish, kiosk) : Foreign(publish);
    }

    public SubscribeVerdict Subscribe(MqttSession session, in TopicSubscription wanted)
    {
        bool own = session.State is KioskSession kiosk
            ? wanted.Filter == kiosk.Receipt || wanted.Filter == kiosk.Down
            : wanted.Filter.StartsWith(_posture, StringComparison.Ordinal);
        if (own) return SubscribeVerdict.Grant(QoS.AtLeastOnce);
        logger.ForeignSubscribe(NameOf(session));
        IngestMeter.Refused.Add(1, new("kind", "subscribe"), new KeyValuePair<string, object?>("reason", "foreign-topic"));
        return SubscribeVerdict.Refuse(ReasonCode.NotAuthorized);
    }

    public void Subscribed(MqttSession session, in TopicSubscription granted)
    {
        if (session.State is not KioskSession kiosk) return;
        if (granted.Filter == kiosk.Receipt) desk.SendReceipts(session, kiosk);
        else desk.SendDesired(session, kiosk);
    }

    private ConnectVerdict Judge(ConnectRequest request)
    {
        string name = request.UserName ?? "";
        if (devices.IsReader(name)) return JudgeReader(request, name);
        var verdict = request.Peer.CertificateName is { } certified
            ? certified == request.ClientId ? devices.JudgeCertified(certified) : DeviceVerdict.BadCredentials
            : devices.JudgeKiosk(name, request.Password is { } password ? password.Span : default);
        if (verdict is DeviceVerdict.BadCredentials) return ConnectVerdict.Refuse(ReasonCode.BadUserNameOrPassword);
        if (request.ClientId != (request.Peer.CertificateName ?? name)) return ConnectVerdict.Refuse(ReasonCode.ClientIdentifierNotValid);
        if (verdict is DeviceVerdict.Revoked || !KioskId.TryParse(request.ClientId, null, out var kiosk) || plan.VenueOf(kiosk) is not { } venue)
            return ConnectVerdict.Refuse(ReasonCode.NotAuthorized);
        return ConnectVerdict.Accept(new KioskSession(plan.City, kiosk, venue, clocks.Of(kiosk), desk.NewGate()));
    }

    /// <summary>An integrator bears its own client id, but never a kiosk's: it would end the kiosk's session.</summary>
    private ConnectVerdict JudgeReader(ConnectRequest request, string name)
    {
        var verdict = devices.JudgeReader(name, request.Password is { } password ? password.Span : default);
        if (verdict is DeviceVerdict.BadCredentials) return ConnectVerdict.Refuse(ReasonCode.BadUserNameOrPassword);
        if (KioskId.TryParse(request.ClientId, null, out var kiosk) && plan.VenueOf(kiosk) is not null) return ConnectVerdict.Refuse(ReasonCode.ClientIdentifierNotValid);
        return verdict is DeviceVerdict.Revoked ? ConnectVerdict.Refuse(ReasonCode.NotAuthorized) : ConnectVerdict.Accept();
    }

    /// <summary>Who it is by its credentials: an integrator draws a new client id each time.</summary>
    internal static string NameOf(MqttSession session) => session.Request.UserName is { Length: > 0 } user ? user : session.ClientId;

    private PublishVerdict Foreign(in IncomingPublish publish)
    {
        logger.ForeignPublish(NameOf(publish.Session));
        IngestMeter.Refused.Add(1, new("kind", "publish"), new KeyValuePair<string, object?>("reason", "foreign-topic"));
        return PublishVerdict.Refuse(ReasonCode.NotAuthorized);
    }
}
