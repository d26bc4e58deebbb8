using System.Globalization;
using System.Text;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests.Testing;

/// <summary>
/// One kiosk whose clock is wrong by N(0, 5 min), one in a hundred by a year or since 1970; one in a hundred drifts. Every other tells its boot. Half of
/// them are cut off once for 2 to 10 hours and keep what is pressed. Of those that tell their boot, each starts anew in the middle of it, and its clock is
/// set to another time then.
/// </summary>
/// <remarks>A clock that drifts by 500 ppm is 2 s off after 66 minutes in which nobody hears it, whatever is done with it: those are cut off for 45.</remarks>
internal sealed class SkewedKiosk
{
    private const double Drift = 500e-6;

    private readonly bool _tellsItsBoot;
    private readonly TimeSpan _off;
    private readonly double _drift;
    private readonly DateTimeOffset _cutOff = DateTimeOffset.MaxValue, _back = DateTimeOffset.MaxValue, _startsAnew = DateTimeOffset.MaxValue;
    private readonly TimeSpan _setTo;

    internal SkewedKiosk(Random random, int number)
    {
        _tellsItsBoot = number % 2 == 0;
        _drift = number % 100 == 8 ? Drift : 0;
        _off = (number % 100) switch
        {
            7 when number < 100 => TimeSpan.FromDays(365),
            7 => DateTimeOffset.UnixEpoch - TinyCity.Ten,
            _ => Normal(random),
        };
        Began = TinyCity.Ten + TimeSpan.FromMinutes(random.Next(60));
        if (number % 4 is 1 or 2) return;
        _cutOff = Began + TimeSpan.FromMinutes(random.Next(60, 14 * 60));
        _back = _cutOff + (_drift > 0 ? TimeSpan.FromMinutes(45) : TimeSpan.FromMinutes(random.Next(120, 600)));
        if (!_tellsItsBoot) return;
        _startsAnew = _cutOff + (_back - _cutOff) / 2;
        _setTo = Normal(random);
    }

    internal DateTimeOffset Began { get; }

    internal bool IsCutOff(DateTimeOffset now) => now >= _cutOff && now < _back;

    /// <summary>What it takes for the time.</summary>
    internal DateTimeOffset Clock(DateTimeOffset now) => (now + (now < _startsAnew ? _off : _setTo) + (now - Began) * _drift).ToOffset(TimeSpan.FromHours(8));

    internal BootInstant? Since(DateTimeOffset now)
    {
        if (!_tellsItsBoot) return null;
        bool isFirst = now < _startsAnew;
        return new BootInstant(isFirst ? "b1" : "b2", (long)((now - (isFirst ? Began : _startsAnew)) * (1 + _drift)).TotalMilliseconds);
    }

    /// <summary>The message of a press.</summary>
    internal byte[] Tap(DateTimeOffset at)
    {
        string boot = Since(at) is { } since ? string.Create(CultureInfo.InvariantCulture, $"\"boot\":\"{since.Boot}\",\"mono\":{since.Milliseconds},") : "";
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$$"""{"seq":1,"at":"{{{Clock(at):yyyy-MM-ddTHH:mm:ss.fffzzz}}}",{{{boot}}}"type":"check-in","data":{"purpose":"mobilization"}}"""));
    }

    private static TimeSpan Normal(Random random) =>
        TimeSpan.FromMinutes(5 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
