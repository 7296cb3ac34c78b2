namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>The states of one shard: their words and links in the order of their discovery, and an open-addressing hash table over them.</summary>
/// <param name="words">words of one state.</param>
internal sealed class StateShard(int words)
{
    private const int StatesPerChunk = 1 << 10;
    private readonly List<ulong[]> chunks = [];
    private readonly ulong[] scratch = new ulong[words];

    // Upper half: bits of the hash that the place in the table does not tell. Lower half: the state's index plus 1.
    private ulong[] table = new ulong[1 << 8];

    public int Count { get; private set; }

    public long Bytes => 8L * (table.Length + chunks.Count * StatesPerChunk * (words + 1L));

    /// <summary>Adds a state unless it is there.</summary>
    /// <returns>its index where it is new, or -1.</returns>
    public int Add(ulong hash, ReadOnlySpan<ulong> state, ulong link)
    {
        var tag = hash & 0xFFFFFFFF_00000000;
        var slot = (int)hash & table.Length - 1;
        while (table[slot] is not 0 and var entry)
        {
            if ((entry & 0xFFFFFFFF_00000000) == tag && WordsOf((int)(uint)entry - 1).SequenceEqual(state))
            {
                return -1;
            }
            slot = slot + 1 & table.Length - 1;
        }
        if (Count % StatesPerChunk == 0)
        {
            chunks.Add(new ulong[StatesPerChunk * (words + 1)]);
        }
        var index = Count++;
        state.CopyTo(WordsOf(index));
        LinkOf(index) = link;
        table[slot] = tag | (uint)Count;
        if (Count * 4L > table.Length * 3L)
        {
            Grow();
        }
        return index;
    }

    public void CopyTo(int index, ulong[] target) => WordsOf(index).CopyTo(target);

    public ref ulong LinkOf(int index) => ref chunks[index / StatesPerChunk][index % StatesPerChunk * (words + 1) + words];

    /// <summary>The state in an array, for code that cannot take a span.</summary>
    public ulong[] Scratch(ReadOnlySpan<ulong> state)
    {
        state.CopyTo(scratch);
        return scratch;
    }

    private Span<ulong> WordsOf(int index) => chunks[index / StatesPerChunk].AsSpan(index % StatesPerChunk * (words + 1), words);

    private void Grow()
    {
        table = new ulong[table.Length * 2];
        for (var index = 0; index < Count; index++)
        {
            var hash = SuccessorBuffer.HashOf(WordsOf(index));
            var slot = (int)hash & table.Length - 1;
            while (table[slot] != 0)
            {
                slot = slot + 1 & table.Length - 1;
            }
            table[slot] = hash & 0xFFFFFFFF_00000000 | (uint)(index + 1);
        }
    }
}
