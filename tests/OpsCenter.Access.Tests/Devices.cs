using System.Text;
using OpsCenter.Access.Devices;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Access.Tests;

public sealed class Devices
{
    private readonly DeviceRegistry _devices = new();

    public Devices()
    {
        _devices.EnrolKiosk(KioskId.Parse("k-1"), "one");
        _devices.EnrolReader("node-red", "two");
    }

    [Theory]
    [InlineData("k-1", "one", DeviceVerdict.Known)]
    [InlineData("k-1", "two", DeviceVerdict.BadCredentials)]
    [InlineData("k-1", "", DeviceVerdict.BadCredentials)]
    [InlineData("k-2", "one", DeviceVerdict.BadCredentials)]
    [InlineData("node-red", "two", DeviceVerdict.BadCredentials)]
    public void A_kiosk_is_known_by_its_own_secret(string id, string secret, DeviceVerdict verdict) =>
        Assert.Equal(verdict, _devices.JudgeKiosk(id, Encoding.UTF8.GetBytes(secret)));

    [Fact]
    public void An_integrators_secret_opens_no_kiosk_and_a_kiosks_no_integrator()
    {
        Assert.Equal(DeviceVerdict.Known, _devices.JudgeReader("node-red", "two"u8));
        Assert.Equal(DeviceVerdict.BadCredentials, _devices.JudgeReader("k-1", "one"u8));
    }

    [Fact]
    public void A_revoked_device_is_told_so_only_when_it_knows_its_secret()
    {
        string? cut = null;
        _devices.Revoking += id => cut = id;
        Revoke("k-1");
        Assert.Equal("k-1", cut);
        Assert.Equal(DeviceVerdict.Revoked, _devices.JudgeKiosk("k-1", "one"u8));
        Assert.Equal(DeviceVerdict.BadCredentials, _devices.JudgeKiosk("k-1", "two"u8));
        Assert.Equal(DeviceVerdict.Revoked, _devices.JudgeCertified("k-1"));
    }

    [Fact]
    public void Who_was_revoked_stays_so_through_a_snapshot()
    {
        Revoke("k-1");
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true)) _devices.Capture()(writer);
        memory.Position = 0;
        var restored = new DeviceRegistry();
        using (var reader = new BinaryReader(memory)) restored.Read(reader)();
        restored.EnrolKiosk(KioskId.Parse("k-1"), "one");
        Assert.Equal(DeviceVerdict.Revoked, restored.JudgeKiosk("k-1", "one"u8));
        Assert.False(restored.IsRevoked("node-red"));
    }

    [Fact]
    public void A_revocation_heard_twice_cuts_once()
    {
        int cuts = 0;
        _devices.Revoking += _ => cuts++;
        Revoke("k-1");
        Revoke("k-1");
        Assert.Equal(1, cuts);
    }

    [Fact]
    public void Secrets_are_128_random_bits()
    {
        var drawn = Enumerable.Range(0, 1_000).Select(_ => SecretHash.Draw()).ToHashSet();
        Assert.Equal(1_000, drawn.Count);
        Assert.All(drawn, secret => Assert.Equal(32, secret.Length));
    }

    private void Revoke(string device)
    {
        var heard = DateTimeOffset.UnixEpoch;
        _devices.Apply([new Recorded(1, 1, new Fact(new CityEvent.DeviceRevoked(UnitCode.Parse("370600"), device), heard, heard, Actor.Server, null))]);
    }
}
