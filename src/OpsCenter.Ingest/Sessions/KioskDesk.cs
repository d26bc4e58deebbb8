using System.Collections.Concurrent;
using OpsCenter.Domain.City;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest.Admission;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What the server does for a kiosk's session: takes its taps, states and questions, and sends receipts and its desired state.</summary>
internal sealed class KioskDesk(TapTranslator translator, CommandPost post, AcknowledgementPost acknowledgements, ReceiptBook book, DeskPorts ports)
{
    /// <summary>The sessions that stand, by client id.</summary>
    internal ConcurrentDictionary<string, MqttSession> Live { get; } = new(StringComparer.Ordinal);

    internal RateGate NewGate() => new(ports.Options, ports.Time);

    internal void Arrive(MqttSession session, KioskSession kiosk, bool resumed)
    {
        kiosk.LastHeard = ports.Time.GetTimestamp();
        post.Post(new Envelope(new Command.ConnectKiosk(kiosk.Kiosk, Now), null, default), null);
        if (!resumed) return;
        SendReceipts(session, kiosk);
        SendDesired(session, kiosk);
    }

    internal void Leave(KioskSession kiosk) => post.Post(new Envelope(new Command.DisconnectKiosk(kiosk.Kiosk, Now), null, default), null);

    internal PublishVerdict HearTap(in IncomingPublish publish, KioskSession kiosk)
    {
        IngestMeter.Messages.Add(1, new KeyValuePair<string, object?>("channel", "up"));
        if (Admit(publish.Session, kiosk) is { } refused) return refused;
        var command = translator.Translate(kiosk, publish.Payload, Now);
        var receipt = new TapReceipt(acknowledgements, publish.Session, publish.Receipt);
        post.Post(new Envelope(command, receipt, publish.Payload.ToArray()), publish.Session);
        return PublishVerdict.Defer(route: false);
    }

    internal PublishVerdict HearState(in IncomingPublish publish, KioskSession kiosk)
    {
        IngestMeter.Messages.Add(1, new KeyValuePair<string, object?>("channel", "state"));
        if (!publish.IsWill && Admit(publish.Session, kiosk) is { } refused) return refused;
        var heard = Now;
        Command command;
        if (!kiosk.States.TryRead(publish.Payload, out var state, out var fault)) command = translator.KeepAside(kiosk, publish.Payload, fault, heard);
        else if (state.IsOnline) command = new Command.HearReport(kiosk.Kiosk, heard, kiosk.Hear(state, heard));
        else command = new Command.DisconnectKiosk(kiosk.Kiosk, heard);
        post.Post(new Envelope(command, new TapReceipt(acknowledgements, publish.Session, publish.Receipt), default), publish.Session);
        return PublishVerdict.Defer(route: false);
    }

    internal PublishVerdict HearAsk(in IncomingPublish publish, KioskSession kiosk)
    {
        IngestMeter.Messages.Add(1, new KeyValuePair<string, object?>("channel", "ask"));
        if (Admit(publish.Session, kiosk) is { } refused) return refused;
        if (AskReader.TryRead(publish.Payload, out var ask, out var fault))
        {
            ports.Answers.Queue(publish.Session, kiosk, ask);
            return PublishVerdict.Accept(route: false);
        }
        var aside = translator.KeepAside(kiosk, publish.Payload, fault, Now);
        post.Post(new Envelope(aside, new TapReceipt(acknowledgements, publish.Session, publish.Receipt), default), publish.Session);
        return PublishVerdict.Defer(route: false);
    }

    /// <summary>Sends what was heard, to a kiosk that listens: a client is never sent what it did not ask for.</summary>
    internal void SendReceipts(MqttSession session, KioskSession kiosk)
    {
        if (!session.IsSubscribed(kiosk.Receipt)) return;
        foreach (var receipt in book.Of(kiosk.Kiosk)) session.Publish(new MqttMessage(kiosk.Receipt, ReceiptWriter.ToBytes(receipt), QoS.AtLeastOnce));
    }

    internal void SendDesired(MqttSession session, KioskSession kiosk)
    {
        if (!session.IsSubscribed(kiosk.Down)) return;
        session.Publish(new MqttMessage(kiosk.Down, ports.Desired.Of(kiosk.Venue), QoS.AtLeastOnce));
    }

    private DateTimeOffset Now => ports.Time.GetUtcNow();

    /// <summary>Back-pressure first, a close for who never lets up (<c>wire.md</c>, limits).</summary>
    private PublishVerdict? Admit(MqttSession session, KioskSession kiosk)
    {
        kiosk.LastHeard = ports.Time.GetTimestamp();
        switch (kiosk.Gate.Take())
        {
            case RateVerdict.Pause:
                ports.Pace.Hold(session, kiosk.Gate.Wait);
                return null;
            case RateVerdict.Close:
                ports.Pace.TellTooFast(session);
                return PublishVerdict.Refuse(ReasonCode.MessageRateTooHigh);
            default:
                return null;
        }
    }
}
