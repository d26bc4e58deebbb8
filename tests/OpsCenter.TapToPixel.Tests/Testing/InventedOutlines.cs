using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using OpsCenter.CityPack;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The shipped city with a file of outlines beside it: every district a square, none like the real one.</summary>
internal static class InventedOutlines
{
    /// <param name="approval">The approval number that the file bears; null for none.</param>
    internal static CityPlan City(string? approval)
    {
        string folder = Directory.CreateTempSubdirectory("opscenter-pack").FullName;
        foreach (string file in Directory.EnumerateFiles(CityPackLoader.ShippedFolder)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var districts = CityPackLoader.LoadShipped().Units.Where(unit => unit.Code.Level is UnitLevel.District).Select((unit, i) => Square(unit.Code, i));
        string number = approval is null ? "" : $"\"approvalNumber\": \"{approval}\", ";
        File.WriteAllText(Path.Combine(folder, "outlines.geojson"),
            $$"""{ "type": "FeatureCollection", "source": "an invented survey", "datum": "GCJ-02", {{number}}"features": [{{string.Join(",\n", districts)}}] }""");
        string manifest = Path.Combine(folder, "pack.json");
        File.WriteAllText(manifest, File.ReadAllText(manifest).Replace("\"files\": [", "\"files\": [ { \"file\": \"outlines.geojson\", \"source\": \"an invented survey\", \"licence\": \"none\", \"synthetic\": true },", StringComparison.Ordinal));
        var plan = CityPackLoader.Load(folder);
        Directory.Delete(folder, recursive: true);
        return plan;
    }

    private static string Square(UnitCode code, int i)
    {
        string Corner(int east, int north) => string.Create(CultureInfo.InvariantCulture, $"[{120.0 + 0.3 * (i % 4 + east):0.0},{37.6 - 0.25 * (i / 4 + 1 - north):0.00}]");
        return $$$"""{ "type": "Feature", "properties": { "code": "{{{code}}}" }, "geometry": { "type": "Polygon", "coordinates": [[{{{Corner(0, 0)}}},{{{Corner(1, 0)}}},{{{Corner(1, 1)}}},{{{Corner(0, 1)}}},{{{Corner(0, 0)}}}]] } }""";
    }
}

/// <summary>Keeps what was logged.</summary>
internal sealed class KeptLog : ILoggerProvider, ILogger
{
    internal ConcurrentQueue<(LogLevel Level, string Sentence)> Sentences { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Sentences.Enqueue((logLevel, formatter(state, exception)));
    }

    public void Dispose()
    {
    }
}
