using System.Security.Cryptography;
using Vmemmap.Model;
using Vmemmap.Properties.Exploration.Packed;

namespace Vmemmap.Properties.Exploration;

/// <summary>
/// An exploration in a file, to be gone on with later: which one it is, every state and how it was reached, and a SHA-256 of all that.
/// What is resumed ends with the same result as what was never interrupted.
/// </summary>
/// <remarks>
/// <para>
/// What is believed: that the same build of this program once reached these states and checked them, and found violated what it says and
/// nothing else. So "no invariant is violated" rests on the file too, if the walk was resumed from one.
/// </para>
/// <para>
/// What is not believed: a file of another exploration or another build, and one that is not, byte for byte, what was written. A violation
/// is not believed either: its steps are taken again from the boot state before it is told.
/// </para>
/// <para>
/// The checksum is no signature. Who may write to the file may forge it, as who may write to the program may change it; a walk that must not rest
/// on one begins at the beginning. <c>verify</c> itself never resumes.
/// </para>
/// </remarks>
public sealed class Checkpoint
{
    private const string Format = "vmemmap exploration 3";

    private readonly string identity;
    private readonly string build;
    private readonly WalkProgress progress;

    internal Checkpoint(Instance instance, Bounds bounds, IEnumerable<string> invariants, bool symmetric, WalkProgress progress)
    {
        this.progress = progress;
        var bug = instance.Bug is null ? "" : $" with {instance.Bug.Name}";
        identity = $"{instance.Design.Name}{bug}: {instance.Scope}; {bounds}{(symmetric ? "; up to symmetry" : "")}; {string.Join(", ", invariants)}";

        // The same source gives the same numbers: what the steps do is part of what a state means.
        build = $"{typeof(Instance).Module.ModuleVersionId} {typeof(Checkpoint).Module.ModuleVersionId}";
    }

    /// <summary>The exploration goes on from a file.</summary>
    internal bool IsResumed { get; private set; }

    /// <summary>Writes the exploration.</summary>
    public void Save(Stream stream)
    {
        using SHA256 hash = SHA256.Create();
        using (CryptoStream hashed = new(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
        using (BinaryWriter writer = new(hashed))
        {
            writer.Write(Format);
            writer.Write(build);
            writer.Write(identity);
            progress.Save(writer);
        }
        stream.Write(hash.Hash);
    }

    /// <summary>Restores an exploration into one that has not begun.</summary>
    /// <param name="stream">what <see cref="Save"/> wrote; it can be sought in.</param>
    /// <exception cref="CheckpointException">it is damaged, or of another exploration.</exception>
    public void Load(Stream stream)
    {
        if (stream.Length < SHA256.HashSizeInBytes || !IsWhole(stream))
        {
            throw new CheckpointException("is no checkpoint of an exploration, or is damaged");
        }
        stream.Position = 0;
        using BinaryReader reader = new(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            Read(reader);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new CheckpointException("does not hold together: it is shorter than it says", e);
        }
        PackedFile.Require(stream.Position == stream.Length - SHA256.HashSizeInBytes);
    }

    // Without the invariants, which come last and are a hundred names.
    private static string Walk(string identity) => string.Join("; ", identity.Split("; ")[..^1]);

    private void Read(BinaryReader reader)
    {
        if (reader.ReadString() != Format || reader.ReadString() != build)
        {
            throw new CheckpointException("was written by another version of this program");
        }
        if (reader.ReadString() is var other && other != identity)
        {
            var (theirs, ours) = (Walk(other), Walk(identity));
            throw new CheckpointException($"is of another exploration: {(theirs == ours ? "invariants were asked of it that are not asked now, or the other way round" : $"of '{theirs}', where this one is of '{ours}'")}");
        }
        IsResumed = true;
        progress.Load(reader);
    }

    private static bool IsWhole(Stream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Math.Min(stream.Length, 1 << 20)];
        stream.Position = 0;
        for (var left = stream.Length - SHA256.HashSizeInBytes; left > 0;)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(part);
            hash.AppendData(part);
            left -= part.Length;
        }
        var written = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(written);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }
}
