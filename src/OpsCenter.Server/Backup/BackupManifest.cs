using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsCenter.Journal.Sqlite.Copies;

namespace OpsCenter.Server.Backup;

/// <summary>A backup that cannot be made or restored; the message is a sentence for the operator.</summary>
internal sealed class BackupException(string message) : Exception(message);

/// <summary>What a backup holds; <c>manifest.json</c>, written last. A folder without it is no backup.</summary>
internal sealed record BackupManifest
{
    internal const string FileName = "manifest.json";
    internal const string JournalKind = "journal", KeysKind = "keys";
    private const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The layout of the backup: 1.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary><c>journal</c> or <c>keys</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The server's version that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>When it was taken.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>The link of the journal's first commit: which journal it is.</summary>
    public required string Origin { get; init; }

    /// <summary>The last position; of keys, the position that their journal had reached when they were copied.</summary>
    public required long Position { get; init; }

    /// <summary>The link of the commit that ends at <see cref="Position"/>.</summary>
    public required string Chain { get; init; }

    /// <summary>When the fact at <see cref="Position"/> was heard.</summary>
    public required DateTimeOffset? Heard { get; init; }

    /// <summary>Every file, <c>journal.db</c> and the stretches in their order.</summary>
    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <summary>SHA-256 of this manifest with this member empty.</summary>
    public string Seal { get; init; } = "";

    [JsonIgnore]
    internal JournalMark End => new(Position, Chain);

    /// <exception cref="BackupException">There is none, or it is not as it was written.</exception>
    internal static BackupManifest Read(string folder, string kind)
    {
        string file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw new BackupException(File.Exists(Path.Combine(folder + ".old", FileName))
            ? $"{folder} is no backup, but {folder}.old is: the machine stopped while it was replaced. Use that one."
            : $"{folder} is no backup: it has no {FileName}.");
        byte[] bytes = File.ReadAllBytes(file);
        BackupManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Json);
        }
        catch (JsonException e)
        {
            throw new BackupException($"{file} is damaged: {e.Message}");
        }
        if (manifest is null || !bytes.AsSpan().SequenceEqual(manifest.Sealed())) throw new BackupException($"{file} is damaged: it is not as it was written.");
        if (manifest.Format != CurrentFormat) throw new BackupException($"{file} has format {manifest.Format}; this server reads format {CurrentFormat}.");
        return manifest.Kind == kind ? manifest : throw new BackupException($"{folder} holds a backup of {manifest.Kind}, not of {kind}.");
    }

    /// <summary>Puts it in place of the one before, durably and at once.</summary>
    internal void Write(string folder)
    {
        string file = Path.Combine(folder, FileName), half = file + ".part";
        File.WriteAllBytes(half, Sealed());
        FileSync.Flush(half);
        File.Move(half, file, overwrite: true);
        FileSync.FlushNames(folder);
    }

    private byte[] Sealed()
    {
        string seal = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this with { Seal = "" }, Json))));
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this with { Seal = seal }, Json) + "\n");
    }
}

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its path within the backup, with <c>/</c>.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">64 hex digits.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Reads a file that was just written.</summary>
    internal static BackupFile Of(string folder, string name)
    {
        using var stream = File.OpenRead(Path.Combine(folder, name));
        return new BackupFile(name, stream.Length, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <exception cref="BackupException">The file is not there, has another size, or other bytes.</exception>
    internal void Check(string folder)
    {
        string path = Path.Combine(folder, Name);
        if (Path.IsPathRooted(Name) || Name.Split('/').Contains("..")) throw new BackupException($"{folder}: its manifest names {Name}, which lies outside.");
        if (!File.Exists(path)) throw new BackupException($"{path} is missing: the backup is not whole.");
        if (new FileInfo(path).Length is var bytes && bytes != Bytes) throw new BackupException($"{path} has {bytes} bytes and should have {Bytes}: it was cut or changed.");
        if (Of(folder, Name).Sha256 != Sha256) throw new BackupException($"{path} was changed: its SHA-256 is not the manifest's.");
    }
}
