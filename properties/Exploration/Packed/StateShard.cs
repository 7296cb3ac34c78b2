using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>The states of one shard: their words and links in the order of their discovery, and an open-addressing hash table over them.</summary>
/// <param name="words">words of one state.</param>
internal sealed class StateShard(int words)
{
    private const int StatesPerChunk = 1 << 10;
    private const int LeastTable = 1 << 8;
    private readonly List<ulong[]> chunks = [];
    private readonly ulong[] scratch = new ulong[words];

    // Upper half: bits of the hash that the place in the table does not tell. Lower half: the state's index plus 1.
    private ulong[] table = new ulong[LeastTable];

    public int Count { get; private set; }

    public long Bytes => 8L * (table.Length + chunks.Count * StatesPerChunk * (words + 1L));

    /// <summary>Adds a state unless it is there.</summary>
    /// <returns>its index where it is new, or -1.</returns>
    public int Add(ulong hash, ReadOnlySpan<ulong> state, ulong link)
    {
        var slot = (int)hash & table.Length - 1;
        while (table[slot] is not 0 and var entry)
        {
            if (TagOf(entry) == TagOf(hash) && WordsOf((int)(uint)entry - 1).SequenceEqual(state))
            {
                return -1;
            }
            slot = slot + 1 & table.Length - 1;
        }
        if (Count % StatesPerChunk == 0)
        {
            chunks.Add(NewChunk());
        }
        var index = Count++;
        state.CopyTo(WordsOf(index));
        LinkOf(index) = link;
        table[slot] = TagOf(hash) | (uint)Count;
        if (Count * 4L > table.Length * 3L)
        {
            Rebuild(table.Length * 2L);
        }
        return index;
    }

    /// <summary>Calls the place in the table where a state with this hash would be into the cache.</summary>
    public unsafe void PrefetchSlot(ulong hash)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref table[(int)hash & table.Length - 1]));
        }
    }

    /// <summary>Calls the state that is probably equal to one with this hash into the cache.</summary>
    public unsafe void PrefetchState(ulong hash)
    {
        var entry = table[(int)hash & table.Length - 1];
        if (Sse.IsSupported && entry != 0 && TagOf(entry) == TagOf(hash))
        {
            var state = WordsOf((int)(uint)entry - 1);
            Sse.Prefetch0(Unsafe.AsPointer(ref state[0]));
            Sse.Prefetch0(Unsafe.AsPointer(ref state[^1]));
        }
    }

    public void CopyTo(int index, ulong[] target) => WordsOf(index).CopyTo(target);

    public ref ulong LinkOf(int index) => ref chunks[index / StatesPerChunk][index % StatesPerChunk * (words + 1) + words];

    /// <summary>The state in an array, for code that cannot take a span.</summary>
    public ulong[] Scratch(ReadOnlySpan<ulong> state)
    {
        state.CopyTo(scratch);
        return scratch;
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(Count);
        for (var states = 0; states < Count; states += StatesPerChunk)
        {
            PackedFile.Write(writer, Used(states));
        }
    }

    public void Load(BinaryReader reader)
    {
        Count = PackedFile.ReadCount(reader, sizeof(ulong) * (words + 1));
        for (var states = 0; states < Count; states += StatesPerChunk)
        {
            if (chunks.Count <= states / StatesPerChunk)
            {
                chunks.Add(NewChunk());
            }
            PackedFile.Read(reader, Used(states));
        }
        chunks.RemoveRange((Count + StatesPerChunk - 1) / StatesPerChunk, chunks.Count - (Count + StatesPerChunk - 1) / StatesPerChunk);
        Rebuild(Math.Max(LeastTable, BitOperations.RoundUpToPowerOf2((uint)Count * 2)));
    }

    // What is filled of the chunk that begins with this state.
    private Span<ulong> Used(int first) => chunks[first / StatesPerChunk].AsSpan(0, Math.Min(StatesPerChunk, Count - first) * (words + 1));

    // Pinned, not because anybody points to it, but because the collector then never copies it.
    private ulong[] NewChunk() => GC.AllocateUninitializedArray<ulong>(StatesPerChunk * (words + 1), pinned: true);

    private static ulong TagOf(ulong hash) => hash & 0xFFFFFFFF_00000000;

    private Span<ulong> WordsOf(int index) => chunks[index / StatesPerChunk].AsSpan(index % StatesPerChunk * (words + 1), words);

    private void Rebuild(long length)
    {
        table = new ulong[length];
        for (var index = 0; index < Count; index++)
        {
            var hash = SuccessorBuffer.HashOf(WordsOf(index));
            var slot = (int)hash & table.Length - 1;
            while (table[slot] != 0)
            {
                slot = slot + 1 & table.Length - 1;
            }
            table[slot] = TagOf(hash) | (uint)(index + 1);
        }
    }
}
