using System.Security.Cryptography;
using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Journal.Contract;

/// <summary>What every store of keys, and the vault over it, promise.</summary>
public abstract class KeyVaultContract : IDisposable
{
    private static readonly UInt128 Card = new(0x0011223344556677, 0x8899aabbccddeeff);
    private const string Someone = "person/1";
    private static readonly DateOnly November = new(2026, 11, 21);

    /// <summary>The store of this test; a second call restarts the process on the same storage.</summary>
    protected abstract IKeyStore Open();

    /// <summary>The next flush finds no space, or finds it again.</summary>
    protected abstract void FillTheDisk(bool full);

    protected abstract void Clean();

    public void Dispose()
    {
        Clean();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_sealed_field_opens_after_a_restart_and_holds_nothing_in_the_clear()
    {
        SealedField field;
        using (var vault = new KeyVault(Open()))
        {
            Assert.False(vault.HasPending);
            field = vault.Seal(Someone, "13800001111"u8);
            Assert.True(vault.HasPending);
            vault.Flush();
            Assert.False(vault.HasPending);
        }
        Assert.False(field.Bytes.Span.IndexOf("1380000"u8) >= 0);
        using var again = new KeyVault(Open());
        Assert.True(again.TryOpen(field, out byte[]? clear));
        Assert.Equal("13800001111", Encoding.UTF8.GetString(clear));
    }

    [Fact]
    public void A_subject_has_one_key_before_and_after_it_is_durable()
    {
        using var vault = new KeyVault(Open());
        var first = vault.Seal(Someone, [1]);
        var second = vault.Seal(Someone, [1]);
        vault.Flush();
        var third = vault.Seal(Someone, [1]);
        Assert.False(vault.HasPending);
        Assert.All([first, second, third], field => Assert.True(vault.TryOpen(field, out _)));
        Assert.NotEqual(first.Bytes.ToArray(), second.Bytes.ToArray());
    }

    [Fact]
    public void Keys_that_were_never_flushed_die_with_the_process()
    {
        SealedField field;
        using (var vault = new KeyVault(Open())) field = vault.Seal(Someone, [1]);
        using var again = new KeyVault(Open());
        Assert.False(again.TryOpen(field, out _));
    }

    [Fact]
    public void A_field_whose_key_was_destroyed_is_erased_even_when_the_subject_has_a_new_key()
    {
        using var vault = new KeyVault(Open());
        var old = vault.Seal(Someone, [1]);
        var other = vault.Seal("person/2", [2]);
        vault.Flush();
        Assert.True(vault.Destroy(Someone));
        Assert.False(vault.Destroy(Someone));
        Assert.False(vault.TryOpen(old, out _));
        var fresh = vault.Seal(Someone, [3]);
        vault.Flush();
        Assert.False(vault.TryOpen(old, out _));
        Assert.True(vault.TryOpen(fresh, out _));
        Assert.True(vault.TryOpen(other, out _));
    }

    [Fact]
    public void A_field_that_was_changed_or_moved_to_another_subject_is_damaged_not_erased()
    {
        using var vault = new KeyVault(Open());
        var field = vault.Seal(Someone, "text"u8);
        byte[] bytes = field.Bytes.ToArray();
        bytes[^1] ^= 1;
        Assert.Throws<JournalCorruptException>(() => vault.TryOpen(field with { Bytes = bytes }, out _));
        Assert.Throws<JournalCorruptException>(() => vault.TryOpen(field with { Bytes = bytes.AsMemory(0, 5) }, out _));
        vault.Seal("person/2", "x"u8);
        Assert.False(vault.TryOpen(field with { Subject = "person/2" }, out _));
    }

    [Fact]
    public void Messages_put_aside_have_a_key_each()
    {
        using var vault = new KeyVault(Open());
        var first = vault.SealAlone("message", [1]);
        var second = vault.SealAlone("message", [1]);
        Assert.StartsWith("message/", first.Subject, StringComparison.Ordinal);
        Assert.NotEqual(first.Subject, second.Subject);
        vault.Flush();
        Assert.True(vault.Destroy(first.Subject));
        Assert.False(vault.TryOpen(first, out _));
        Assert.True(vault.TryOpen(second, out _));
    }

    [Fact]
    public void A_card_is_one_person_within_a_month_and_another_in_the_next()
    {
        using var vault = new KeyVault(Open());
        var person = vault.Pseudonym(November, Card);
        Assert.Equal(person, vault.Pseudonym(new DateOnly(2026, 11, 1), Card));
        Assert.NotEqual(person, vault.Pseudonym(new DateOnly(2026, 12, 1), Card));
        Assert.NotEqual(person, vault.Pseudonym(new DateOnly(2025, 11, 21), Card));
        Assert.NotEqual(person, vault.Pseudonym(November, Card + 1));
        vault.Flush();
        using var again = new KeyVault(Open());
        Assert.Equal(person, again.Pseudonym(November, Card));
    }

    [Fact]
    public void A_person_is_the_first_128_bits_of_the_HMAC_of_the_cards_bytes()
    {
        using var vault = new KeyVault(Open(), bytes => bytes.Fill(7));
        byte[] code = HMACSHA256.HashData(Enumerable.Repeat((byte)7, 32).ToArray(), Convert.FromHexString("00112233445566778899aabbccddeeff"));
        Assert.Equal(Convert.ToHexStringLower(code)[..32], vault.Pseudonym(November, Card).ToString());
    }

    [Fact]
    public void Month_keys_are_destroyed_once_the_whole_month_lies_before_the_day()
    {
        using var vault = new KeyVault(Open());
        var may = vault.Pseudonym(new DateOnly(2026, 5, 25), Card);
        var november = vault.Pseudonym(November, Card);
        vault.Seal(Someone, [1]);
        vault.Flush();
        Assert.Equal(0, vault.DestroyMonthKeysBefore(new DateOnly(2026, 5, 31)));
        Assert.Equal(may, vault.Pseudonym(new DateOnly(2026, 5, 25), Card));
        Assert.Equal(1, vault.DestroyMonthKeysBefore(new DateOnly(2026, 6, 1)));
        Assert.NotEqual(may, vault.Pseudonym(new DateOnly(2026, 5, 25), Card));
        Assert.Equal(november, vault.Pseudonym(November, Card));
    }

    [Fact]
    public void A_full_disk_keeps_the_keys_pending_until_there_is_space()
    {
        using var vault = new KeyVault(Open());
        var field = vault.Seal(Someone, [1]);
        FillTheDisk(true);
        Assert.Throws<JournalFullException>(vault.Flush);
        Assert.True(vault.HasPending);
        FillTheDisk(false);
        vault.Flush();
        using var again = new KeyVault(Open());
        Assert.True(again.TryOpen(field, out _));
    }

    [Fact]
    public void Many_threads_seal_and_hash_while_one_flushes()
    {
        using var vault = new KeyVault(Open());
        var person = vault.Pseudonym(November, Card);
        var fields = new System.Collections.Concurrent.ConcurrentBag<SealedField>();
        var threads = Enumerable.Range(0, 4).Select(n => new Thread(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                fields.Add(vault.Seal($"person/{i}", [(byte)n]));
                Assert.Equal(person, vault.Pseudonym(November, Card));
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        while (threads.Any(thread => thread.IsAlive)) if (vault.HasPending) vault.Flush();
        vault.Flush();
        using var again = new KeyVault(Open());
        Assert.Equal(400, fields.Count(field => again.TryOpen(field, out _)));
    }
}
