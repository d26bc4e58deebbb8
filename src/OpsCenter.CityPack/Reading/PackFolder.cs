using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OpsCenter.CityPack.Reading;

/// <summary>The files of one pack, read once as bytes; nothing is read twice, so the hash covers what was checked.</summary>
internal sealed class PackFolder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly FaultList _faults;

    internal PackFolder(string folder, FaultList faults)
    {
        (_faults, Folder) = (faults, folder);
        foreach (var (name, required) in PackFiles.All)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path)) _files[name] = File.ReadAllBytes(path);
            else if (required) faults.Add(name, 0, "The file is missing.");
        }
        if (!Directory.Exists(folder)) return;
        foreach (string path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(path);
            if (!_files.ContainsKey(name) && Path.GetExtension(name) is ".csv" or ".json" or ".geojson" && !PackFiles.All.Any(file => file.Name == name))
                faults.Add(name, 0, $"No file of this name belongs to a pack; known are {string.Join(", ", PackFiles.All.Select(file => file.Name))}.");
        }
    }

    internal IEnumerable<string> Names => _files.Keys;

    /// <summary>Where it was read.</summary>
    internal string Folder { get; }

    /// <summary>Every file with its bytes as they were read.</summary>
    internal IReadOnlyDictionary<string, byte[]> All => _files;

    /// <summary>The file's bytes without a byte order mark; null when it is missing.</summary>
    internal byte[]? Bytes(string name) => !_files.TryGetValue(name, out var bytes) ? null
        : bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes;

    /// <summary>The file's bytes when they are text; null when it is missing or, told as a fault, no UTF-8.</summary>
    internal byte[]? Utf8(string name)
    {
        if (Bytes(name) is not { } bytes) return null;
        try
        {
            Strict.GetCharCount(bytes);
            return bytes;
        }
        catch (DecoderFallbackException bad)
        {
            int line = 1 + bytes.AsSpan(0, Math.Clamp(bad.Index, 0, bytes.Length)).Count((byte)'\n');
            _faults.Add(name, line, "The text is not UTF-8.");
            return null;
        }
    }

    /// <summary>SHA-256 over name, length and bytes of each file, in the order of their names; lower-case hex.</summary>
    internal string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[8];
        foreach (var (name, bytes) in _files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
