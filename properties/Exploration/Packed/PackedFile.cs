using System.Runtime.InteropServices;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>Words in a file; where their number is not known, that comes first.</summary>
internal static class PackedFile
{
    public static void WriteAll(BinaryWriter writer, ReadOnlySpan<ulong> words)
    {
        writer.Write(words.Length);
        Write(writer, words);
    }

    public static void Write(BinaryWriter writer, ReadOnlySpan<ulong> words) => writer.Write(MemoryMarshal.AsBytes(words));

    /// <exception cref="CheckpointException">their number is none, or there are not so many.</exception>
    public static List<ulong> ReadAll(BinaryReader reader)
    {
        List<ulong> words = [];
        CollectionsMarshal.SetCount(words, ReadCount(reader, sizeof(ulong)));
        Read(reader, CollectionsMarshal.AsSpan(words));
        return words;
    }

    /// <summary>A number of things that follow, each of so many bytes: checked before there is room made for them.</summary>
    /// <exception cref="CheckpointException">it is none, or there are not so many.</exception>
    public static int ReadCount(BinaryReader reader, int bytes)
    {
        var (count, left) = (reader.ReadInt32(), reader.BaseStream.Length - reader.BaseStream.Position);
        Require(count >= 0 && count <= left / bytes);
        return count;
    }

    /// <summary>Refuses a file that does not hold together.</summary>
    /// <exception cref="CheckpointException">it does not.</exception>
    public static void Require(bool holds)
    {
        if (!holds)
        {
            throw new CheckpointException("does not hold together: no walk of this program wrote it");
        }
    }

    public static void Read(BinaryReader reader, Span<ulong> words) => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(words));
}
