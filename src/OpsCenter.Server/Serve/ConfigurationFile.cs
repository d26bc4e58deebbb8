namespace OpsCenter.Server.Serve;

/// <summary>The configuration cannot be served; the message is one sentence a fault, for the person who edits it.</summary>
internal sealed class ConfigurationRefusedException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));

/// <summary>Files that the configuration names: what is wrong with them is told in a sentence.</summary>
internal static class ConfigurationFile
{
    private const int ShortestToken = 16;

    internal static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            string why = Directory.Exists(file) ? "is a folder; a file is needed" : !File.Exists(file) ? "is not there" : "cannot be read by this user";
            throw new ConfigurationRefusedException([$"{file} {why}."]);
        }
    }

    /// <summary>A bearer token alone in its file.</summary>
    internal static string ReadToken(string file)
    {
        string token = Read(file).Trim();
        return token.Length >= ShortestToken && !token.Any(char.IsWhiteSpace) ? token
            : throw new ConfigurationRefusedException([$"{file} must hold one token of at least {ShortestToken} characters without spaces."]);
    }

    /// <summary>Rows of two fields, secrets in the second; a header and empty lines are left out.</summary>
    internal static IEnumerable<(string Id, string Secret)> ReadSecrets(string file, string header)
    {
        List<string> faults = [];
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        int line = 0;
        foreach (string text in Read(file).Split('\n'))
        {
            line++;
            string[] row = text.TrimEnd('\r').Split(',');
            if (row is [""] || line == 1 && text.StartsWith(header, StringComparison.Ordinal)) continue;
            if (row.Length < 2 || row[0].Length == 0) faults.Add($"{file}({line}): a row is {header}.");
            else if (row[1].Length < ShortestToken) faults.Add($"{file}({line}): the secret of {row[0]} is shorter than {ShortestToken} characters.");
            else if (!rows.TryAdd(row[0], row[1])) faults.Add($"{file}({line}): {row[0]} comes twice.");
        }
        return faults.Count == 0 ? rows.Select(row => (row.Key, row.Value)) : throw new ConfigurationRefusedException(faults);
    }
}
