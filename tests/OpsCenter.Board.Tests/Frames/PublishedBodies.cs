using System.Text;
using System.Text.Json.Nodes;
using OpsCenter.Board.Fold;
using OpsCenter.Board.Frames;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Testing;

namespace OpsCenter.Board.Tests.Frames;

/// <summary>The published schemas against the frames that the writer writes: each frame fits, and each published member is written in some frame.</summary>
public sealed class PublishedBodies : IDisposable
{
    private static readonly Tile Full = new(1, true, 2, 3, 4, 5, 6, 7, 8, 3, 9, 10, 11, 12);

    private readonly JsonObject _document = new() { ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["tile"] = FrameSchemas.Tile() } } };
    private readonly Places _places = new(SmallCity.Plan(grids: 100, gridsAVenue: 1));
    private readonly FrameWriter _writer;
    private readonly FrameHead _head = new(SmallCity.Morning, BoardHealth.IngestStopped);

    public PublishedBodies() => _writer = new FrameWriter(_places);

    public static TheoryData<string> Streams => [.. FrameSchemas.Streams().Keys];

    public void Dispose() => _writer.Dispose();

    [Theory, MemberData(nameof(Streams))]
    public void A_streams_frames_are_what_is_published_member_by_member(string stream)
    {
        var nodes = Enumerable.Range(0, _places.Count).ToArray();
        var tiles = nodes.Select(_ => Full).ToArray();
        var changes = nodes.Select(_ => 7L).ToArray();
        Frame[] frames = stream switch
        {
            "snapshot" => [.. _writer.Snapshot(nodes, tiles, 7, sparse: false, _head), .. _writer.Snapshot([0, 1], new Tile[_places.Count], 7, sparse: true, _head)],
            "delta" => [_writer.Delta(nodes, tiles, changes, 6, 7, sparse: false, _head)],
            "beat" => [_writer.Beat(7, _head), .. Enum.GetValues<BoardHealth>().Select(health => _writer.Beat(7, _head with { Health = health }))],
            "happening" => [_writer.Happening(new Happening(SmallCity.Morning, "check-in", 0, "service"), 7)],
            "quiet" => [_writer.Quiet(_head, 7)],
            "focus" => [_writer.Focus(0, [new FocusGrid(Story.Grid, 2, 3.25, 200, 16.25)], 7, _head)],
            _ => throw new ArgumentOutOfRangeException(nameof(stream), stream, "No frame is written here for that stream."),
        };
        Matches(FrameSchemas.Streams()[stream], frames);
        Assert.True(stream != "snapshot" || frames.Length > 3, "The large snapshot came in one part.");
    }

    [Fact]
    public void A_posture_is_what_is_published_and_whole() => Matches(FrameSchemas.Posture(), [_writer.Posture(0, Full, 7, _head), _writer.Posture(0, default, 0, _head)]);

    [Fact]
    public void Every_type_of_happening_that_a_board_tells_is_published()
    {
        var types = FrameSchemas.Streams()["happening"]["properties"]!["type"]!["enum"]!.AsArray().Select(type => (string)type!).ToHashSet();
        var story = new Story();
        var city = new RandomCity(story, 1);
        var told = new HashSet<string>();
        List<Happening> happenings = [];
        for (int i = 0; i < 2_000; i++) city.Step();
        long number = 0;
        story.Board.TakeChanges(new Tile[story.Board.Places.Count], new long[story.Board.Places.Count], ref number, happenings);
        told.UnionWith(happenings.Select(happening => happening.Type));
        Assert.Subset(types, told);
        Assert.True(told.Count > 2, "The random facts tell too little.");
    }

    private void Matches(JsonObject schema, IEnumerable<Frame> frames)
    {
        var check = new SchemaCheck(_document);
        Assert.All(frames, frame => Assert.Empty(check.Faults(schema, Encoding.UTF8.GetString(frame.Utf8.Span))));
        Assert.Empty(check.NeverMet(schema));
        Assert.NotEmpty(check.Faults(schema, """{"kind":"beat","version":-1}"""));
    }
}
