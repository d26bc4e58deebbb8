using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.KioskProtocol.Reports;

/// <summary>Reads the payloads of <c>state</c>, strictly. One for each session: it keeps the ids it read last.</summary>
/// <remarks>Only <c>online</c> is a must. Not for use by two threads at once.</remarks>
public sealed class StateReader
{
    private static readonly MemberNames Names =
        new("online", "now", "boot", "mono", "uptime", "version", "outbox", "lastSeq", "oldestSeq", "queued", "temperature", "applied");

    private (string Text, OutboxId Id) _outbox = ("0", OutboxId.Default);
    private string? _boot, _version;

    /// <summary>Reads one payload, however it was chopped.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public bool TryRead(in ReadOnlySequence<byte> payload, [NotNullWhen(true)] out KioskState? state, out PayloadFault fault)
    {
        (state, fault) = Payload.Joined(payload, span => TryRead(span, out var read, out var why) ? (read, why) : (null, why));
        return state is not null;
    }

    /// <summary>Reads one payload.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out KioskState? state, out PayloadFault fault)
    {
        (state, var reason) = Guarded.Read(payload, Read);
        fault = reason is null ? default : PayloadFault.Of(reason);
        return state is not null;
    }

    private KioskState? Read(ref Utf8JsonReader json, ref string? fault)
    {
        bool? online = null;
        string? boot = null, version = null, applied = null;
        var outbox = OutboxId.Default;
        DateTimeOffset? now = null;
        double? uptime = null, temperature = null;
        long? mono = null, last = null, oldest = null, queued = null;
        var scan = new ObjectScan(Names);
        while (scan.Next(ref json, out int member))
        {
            if (Scalars.IsNull(ref json)) continue;
            bool good = member switch
            {
                0 => Scalars.TryBool(ref json, out bool value) && Set(out online, value),
                1 => Scalars.TryInstant(ref json, out var value) && Set(out now, value),
                2 => Scalars.TryId(ref json, ref _boot) && (boot = _boot) is not null,
                3 => Scalars.TryMilliseconds(ref json, out long value) && Set(out mono, value),
                4 => Scalars.TryReal(ref json, out double value) && value >= 0 && Set(out uptime, value),
                5 => Scalars.TryId(ref json, ref _version) && (version = _version) is not null,
                6 => Scalars.TryOutbox(ref json, ref _outbox) && (outbox = _outbox.Id) == _outbox.Id,
                7 => Scalars.TryWhole(ref json, 0, out long value) && Set(out last, value),
                8 => Scalars.TryWhole(ref json, 0, out long value) && Set(out oldest, value),
                9 => Scalars.TryWhole(ref json, 0, out long value) && Set(out queued, value),
                10 => Scalars.TryReal(ref json, out double value) && Set(out temperature, value),
                _ => Scalars.TryIdOrNumber(ref json, out applied),
            };
            if (!good) fault ??= Names.Bad[member];
        }
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        fault ??= online is null ? Names.Missing[0] : null;
        return fault is not null ? null : new KioskState
        {
            IsOnline = online!.Value,
            Now = now,
            Since = boot is not null && mono is { } since ? new BootInstant(boot, since) : null,
            Uptime = uptime,
            Version = version,
            Outbox = outbox,
            LastSeq = last,
            OldestSeq = oldest,
            Queued = queued,
            Temperature = temperature,
            Applied = applied,
        };
    }

    private static bool Set<T>(out T? place, T value) where T : struct
    {
        place = value;
        return true;
    }
}
