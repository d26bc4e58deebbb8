namespace OpsCenter.Mqtt.Broker;

/// <summary>The aliases that the broker has given to topics on one connection; the first topics get them, the rest go without.</summary>
internal sealed class TopicAliasTable(int most)
{
    private readonly Dictionary<string, ushort> _aliases = new(StringComparer.Ordinal);

    /// <summary>The alias, 0 where there is none left, and whether the client knows it already.</summary>
    internal (ushort Alias, bool IsKnown) For(string topic)
    {
        if (_aliases.TryGetValue(topic, out var alias)) return (alias, true);
        if (_aliases.Count >= most) return (0, false);
        alias = (ushort)(_aliases.Count + 1);
        _aliases[topic] = alias;
        return (alias, false);
    }
}
