using Microsoft.Extensions.Logging;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>Every sentence that the server logged, for I7.</summary>
internal sealed class Logbook
{
    internal List<string> Sentences { get; } = [];

    internal ILogger<T> Of<T>() => new Writer<T>(Sentences);

    private sealed class Writer<T>(List<string> sentences) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            sentences.Add($"{logLevel} {formatter(state, exception)} {exception}");
    }
}
