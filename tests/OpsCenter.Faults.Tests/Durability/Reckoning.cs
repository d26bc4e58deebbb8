namespace OpsCenter.Faults.Tests.Durability;

/// <summary>What became of the taps of a run; each figure counts taps.</summary>
internal sealed record Reckoning
{
    public required long Attempted { get; init; }

    public required long Acknowledged { get; init; }

    /// <summary>Acknowledged and in the journal.</summary>
    public required long Found { get; init; }

    /// <summary>Acknowledged, but not in the journal.</summary>
    public required long Lost { get; init; }

    /// <summary>Counted more often than once.</summary>
    public required long Duplicated { get; init; }

    /// <summary>In the journal, but not counted; null where taps of many kinds cannot tell.</summary>
    public long? Uncounted { get; init; }

    /// <summary>Nobody sent it, or it was refused or set aside without cause.</summary>
    public required long Unexpected { get; init; }

    /// <summary>Acknowledged only after it was sent again.</summary>
    public required long Recovered { get; init; }

    public required string Chain { get; init; }

    public override string ToString() =>
        $"attempted {Attempted}, acked {Acknowledged}, ok {Found}, lost {Lost}, duplicated {Duplicated}, {(Uncounted is { } uncounted ? $"uncounted {uncounted}, " : "")}" +
        $"unexpected {Unexpected}, recovered {Recovered}, chain {Chain}";
}
