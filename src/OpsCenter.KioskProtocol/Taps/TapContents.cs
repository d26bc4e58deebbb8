using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;

namespace OpsCenter.KioskProtocol.Taps;

/// <summary>The types of tap, as <c>type</c> names them.</summary>
internal enum TapKind { None, CheckIn, CheckOut, Request, Rating, Void }

/// <summary>Reads the <c>data</c> of a tap.</summary>
internal static class TapContents
{
    private static readonly MemberNames Types = new("check-in", "check-out", "request", "rating", "void");
    private static readonly MemberNames Purposes = new("service", "volunteer", "duty", "mobilization", "activity");
    private static readonly MemberNames Names =
        new("card", "purpose", "ref", "kind", "ticket", "text", "grid", "phone", "solved", "score", "reason");

    // Which members each type looks at; what another type means is ignored here.
    private static readonly MemberSet[] Uses =
    [
        MemberSet.None, MemberSet.Card | MemberSet.Purpose | MemberSet.Ref, MemberSet.Card,
        MemberSet.Card | MemberSet.Kind | MemberSet.Ticket | MemberSet.Text | MemberSet.Grid | MemberSet.Phone,
        MemberSet.Ticket | MemberSet.Solved | MemberSet.Score, MemberSet.Reason,
    ];

    // Which of them each type must have.
    private static readonly MemberSet[] Needs =
        [MemberSet.None, MemberSet.Purpose, MemberSet.None, MemberSet.Kind | MemberSet.Ticket, MemberSet.Ticket | MemberSet.Solved, MemberSet.Reason];

    [Flags]
    private enum MemberSet
    {
        None = 0, Card = 1, Purpose = 2, Ref = 4, Kind = 8, Ticket = 16, Text = 32, Grid = 64, Phone = 128, Solved = 256, Score = 512, Reason = 1024,
    }

    /// <summary>The type that the string under the reader names.</summary>
    internal static TapKind KindOf(ref Utf8JsonReader json) => (TapKind)(Types.IndexOf(ref json) + 1);

    /// <summary>Reads the object under the reader to its end.</summary>
    internal static TapContent? Read(ref Utf8JsonReader json, TapKind kind, ref string? fault, ref bool isDuplicate)
    {
        var data = new Data();
        var scan = new ObjectScan(Names);
        while (scan.Next(ref json, out int member))
        {
            var bit = (MemberSet)(1 << member);
            if ((Uses[(int)kind] & bit) == 0 || Scalars.IsNull(ref json)) continue;
            data.Has |= bit;
            if (!Take(ref json, bit, ref data)) fault ??= Names.Bad[member];
        }
        isDuplicate |= scan.HasDuplicate;
        var missing = Needs[(int)kind] & ~data.Has;
        if (missing != 0) fault ??= Names.Missing[int.TrailingZeroCount((int)missing)];
        return fault is null ? data.Make(kind) : null;
    }

    private static bool Take(ref Utf8JsonReader json, MemberSet member, ref Data data) => member switch
    {
        MemberSet.Card => TryCard(ref json, out data.Card),
        MemberSet.Purpose => TryPurpose(ref json, out data.Purpose),
        MemberSet.Ref => Scalars.TryText(ref json, TapContent.MaxShort, out data.Ref),
        MemberSet.Kind => json.TokenType is JsonTokenType.String && RequestKind.TryParse(json.GetString(), null, out data.Kind),
        MemberSet.Ticket => Scalars.TryTicket(ref json, out data.Ticket),
        MemberSet.Text => Scalars.TryText(ref json, TapContent.MaxText, out data.Text),
        MemberSet.Grid => json.TokenType is JsonTokenType.String && UnitCode.TryParse(json.GetString(), null, out data.Grid) && data.Grid.Level is UnitLevel.Grid,
        MemberSet.Phone => Scalars.TryText(ref json, TapContent.MaxShort, out data.Phone) && data.Phone!.Length > 0,
        MemberSet.Solved => Scalars.TryBool(ref json, out data.Solved),
        MemberSet.Score => Scalars.TryWhole(ref json, 1, out data.Score) && data.Score <= 5,
        MemberSet.Reason => Scalars.TryText(ref json, TapContent.MaxText, out data.Text),
        _ => false,
    };

    private static bool TryCard(ref Utf8JsonReader json, out CardHash? card)
    {
        bool isCard = Scalars.TryUtf8(ref json, out var utf8) & CardHash.TryParse(utf8, out var hash);
        card = isCard ? hash : null;
        return isCard;
    }

    private static bool TryPurpose(ref Utf8JsonReader json, out Purpose purpose)
    {
        int index = json.TokenType is JsonTokenType.String ? Purposes.IndexOf(ref json) : -1;
        purpose = (Purpose)Math.Max(index, 0);
        return index >= 0;
    }

    private ref struct Data
    {
        internal MemberSet Has;
        internal CardHash? Card;
        internal Purpose Purpose;
        internal string? Ref, Text, Phone;
        internal RequestKind Kind;
        internal Ticket Ticket;
        internal UnitCode Grid;
        internal bool Solved;
        internal long Score;

        internal readonly TapContent Make(TapKind kind) => kind switch
        {
            TapKind.CheckIn => new TapContent.CheckIn(Card, Purpose, Ref is { Length: > 0 } ? Ref : null),
            TapKind.CheckOut => new TapContent.CheckOut(Card),
            TapKind.Request => new TapContent.Request(Kind, Ticket, Grid, Text is null && Phone is null && Card is null ? Words.None : new Words(Text, Phone, Card)),
            TapKind.Rating => new TapContent.Rating(Ticket, Solved, Score == 0 ? null : (int)Score),
            TapKind.Void => new TapContent.Void(Text!),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such type."),
        };
    }
}
