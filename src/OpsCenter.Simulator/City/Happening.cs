using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulator.City;

/// <summary>One tap of the simulated city.</summary>
/// <param name="At">When it happens, with the city's offset.</param>
/// <param name="Kiosk">Where: the index of the kiosk on the stage.</param>
/// <param name="Content">What.</param>
/// <param name="Fate">For a request: what becomes of it.</param>
internal sealed record Happening(DateTimeOffset At, int Kiosk, TapContent Content, RequestFate? Fate);

/// <summary>What becomes of a request.</summary>
/// <param name="Due">When its time limit ends.</param>
/// <param name="CloseAt">When staff close it; after <paramref name="Due"/> for about 4 in 100.</param>
/// <param name="Rating">What the resident says afterwards; null when nothing.</param>
internal sealed record RequestFate(DateTimeOffset Due, DateTimeOffset CloseAt, RatingFate? Rating);

/// <summary>A rating to come.</summary>
/// <param name="At">When; after the closing.</param>
/// <param name="Solved">Whether the matter is solved.</param>
/// <param name="Score">1 to 5; null when not given.</param>
internal sealed record RatingFate(DateTimeOffset At, bool Solved, int? Score);
