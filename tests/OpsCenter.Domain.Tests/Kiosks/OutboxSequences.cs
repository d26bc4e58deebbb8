using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Tests.Kiosks;

public sealed class OutboxSequences
{
    [Fact]
    public void Numbers_in_order_leave_no_hole()
    {
        var sequence = Heard(1, 2, 3);
        Assert.Equal(3, sequence.UpTo);
        Assert.Empty(sequence.Missing);
    }

    [Fact]
    public void A_skipped_number_is_known_by_number()
    {
        var sequence = Heard(1, 2, 5, 9);
        Assert.Equal(9, sequence.UpTo);
        Assert.Equal([new SeqRange(3, 4), new SeqRange(6, 8)], sequence.Missing);
    }

    [Fact]
    public void A_late_number_heals_its_hole_from_either_end_or_the_middle()
    {
        Assert.Equal([new SeqRange(4, 4)], Heard(1, 2, 5, 3).Missing);
        Assert.Equal([new SeqRange(3, 3)], Heard(1, 2, 5, 4).Missing);
        Assert.Equal([new SeqRange(2, 2), new SeqRange(4, 4)], Heard(1, 5, 3).Missing);
        Assert.Empty(Heard(1, 2, 5, 3, 4).Missing);
    }

    [Theory, InlineData(2), InlineData(5)]
    public void A_number_heard_before_is_a_resent_tap(long seq) => Assert.Equal(SeqVerdict.Seen, Heard(1, 2, 5).Judge(seq, (ulong)seq, Noon));

    [Theory, InlineData(3), InlineData(6)]
    public void A_number_not_heard_before_is_new(long seq) => Assert.Equal(SeqVerdict.New, Heard(1, 2, 5).Judge(seq, 77, Noon));

    [Fact]
    public void The_same_number_with_other_bytes_is_a_conflict() => Assert.Equal(SeqVerdict.Conflict, Heard(1, 2).Judge(2, digest: 99, Noon));

    [Fact]
    public void A_number_too_far_ahead_is_a_jump()
    {
        Assert.Equal(SeqVerdict.New, Heard(1).Judge(1 + OutboxSequence.MaxJump, 0, Noon));
        Assert.Equal(SeqVerdict.Jump, Heard(1).Judge(2 + OutboxSequence.MaxJump, 0, Noon));
    }

    [Fact]
    public void Digests_of_all_taps_that_may_be_under_way_are_kept_and_old_ones_fall_away()
    {
        var sequence = Heard([.. Enumerable.Range(1, 1_000).Select(n => (long)n)]);
        Assert.All(Enumerable.Range(901, 100), n => Assert.Equal(SeqVerdict.Conflict, sequence.Judge(n, 0, Noon)));
        Assert.InRange(sequence.Recent.All().Count(), 128, 256);
    }

    [Fact]
    public void Whatever_order_numbers_come_in_a_number_is_missing_exactly_when_it_was_not_heard()
    {
        var random = new Random(20261121);
        for (int round = 0; round < 200; round++)
        {
            var numbers = Enumerable.Range(1, 60).Where(_ => random.Next(3) > 0).Select(n => (long)n).ToArray();
            random.Shuffle(numbers);
            var sequence = Heard(numbers);
            var missing = sequence.Missing.SelectMany(range => Enumerable.Range((int)range.From, (int)range.Count)).Select(n => (long)n);
            Assert.Equal(numbers.DefaultIfEmpty().Max(), sequence.UpTo);
            Assert.Equal(Enumerable.Range(1, (int)sequence.UpTo).Select(n => (long)n).Except(numbers), missing);
        }
    }

    [Fact]
    public void A_resent_tap_whose_digest_is_forgotten_is_seen() => Assert.Equal(SeqVerdict.SeenLongAgo, HeardEachMinute(1_000).Judge(3, 3, Noon.AddMinutes(3)));

    [Fact]
    public void A_tap_that_happened_after_all_forgotten_ones_is_another_tap_under_an_old_number()
    {
        var sequence = HeardEachMinute(1_000);
        Assert.Equal(SeqVerdict.Conflict, sequence.Judge(3, 99, Noon.AddMinutes(1_001)));
        Assert.Equal(SeqVerdict.Conflict, sequence.Judge(3, 3, Noon.AddMinutes(1_001)));
    }

    [Fact]
    public void What_is_forgotten_was_heard_before_what_is_kept()
    {
        var times = HeardEachMinute(1_000).Recent;
        Assert.Equal(Noon.AddMinutes(times.All().Min(tap => tap.Seq) - 1), times.Times.Forgotten);
        Assert.Equal(Noon.AddMinutes(1_000), times.Times.Newest);
    }

    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8));

    private static OutboxSequence HeardEachMinute(int count) =>
        Enumerable.Range(1, count).Aggregate(OutboxSequence.Fresh(OutboxId.Default), (sequence, n) => sequence.Mark(n, (ulong)n, Noon.AddMinutes(n)));

    private static OutboxSequence Heard(params long[] numbers) =>
        numbers.Aggregate(OutboxSequence.Fresh(OutboxId.Default), (sequence, seq) => sequence.Mark(seq, (ulong)seq, Noon));
}
