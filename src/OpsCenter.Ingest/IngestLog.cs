using Microsoft.Extensions.Logging;

namespace OpsCenter.Ingest;

/// <summary>Ids 2000–2099. Next free: 2010.</summary>
internal static partial class IngestLog
{
    [LoggerMessage(2000, LogLevel.Warning, "Kiosk {Kiosk} broke the protocol ({Fault}); its connection is closed")]
    public static partial void ProtocolBroken(this ILogger logger, string kiosk, string fault);

    [LoggerMessage(2001, LogLevel.Warning, "Security: a CONNECT as {ClientId} from {Address} was refused ({Reason})")]
    public static partial void ConnectRefused(this ILogger logger, string clientId, string address, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "Security: {ClientId} tried to publish to a topic that is not its own; refused")]
    public static partial void ForeignPublish(this ILogger logger, string clientId);

    [LoggerMessage(2003, LogLevel.Warning, "Security: {ClientId} tried to subscribe to what is not its own; refused")]
    public static partial void ForeignSubscribe(this ILogger logger, string clientId);

    [LoggerMessage(2004, LogLevel.Warning, "A message of kiosk {Kiosk} was set aside ({Reason})")]
    public static partial void SetAside(this ILogger logger, string kiosk, string reason);

    [LoggerMessage(2005, LogLevel.Warning, "Kiosk {Kiosk} pressed against its rate for too long; its connection is closed")]
    public static partial void TooFast(this ILogger logger, string kiosk);

    [LoggerMessage(2006, LogLevel.Error, "A connection failed and was closed")]
    public static partial void ConnectionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2007, LogLevel.Warning, "A connection from {Address} was turned away ({Reason})")]
    public static partial void TurnedAway(this ILogger logger, string address, string reason);

    [LoggerMessage(2008, LogLevel.Error, "Sending receipts or postures failed; it is tried again")]
    public static partial void SendingFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2009, LogLevel.Debug, "A message for {ClientId} was dropped: its queue is full")]
    public static partial void Dropped(this ILogger logger, string clientId);
}
