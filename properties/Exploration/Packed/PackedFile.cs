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

    public static List<ulong> ReadAll(BinaryReader reader)
    {
        List<ulong> words = [];
        CollectionsMarshal.SetCount(words, reader.ReadInt32());
        Read(reader, CollectionsMarshal.AsSpan(words));
        return words;
    }

    public static void Read(BinaryReader reader, Span<ulong> words) => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(words));
}
