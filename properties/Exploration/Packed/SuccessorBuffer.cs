using System.Runtime.CompilerServices;
using Vmemmap.Properties.Exploration.Symmetry;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>
/// The successors of a block of states, sorted by the shard that each belongs to. Each shard then takes its own from all blocks, in order: nobody waits
/// for anybody, and a shard's part of the hash table stays in the cache.
/// </summary>
internal sealed class SuccessorBuffer
{
    /// <summary>Shards, a fixed number: results must not depend on how many threads there are.</summary>
    public const int Shards = 1 << ShardBits;

    /// <summary>Words that stand before those of a successor: its hash, the link to its parent, its place in <see cref="Discovered"/>.</summary>
    public const int Header = 3;

    private const int ShardBits = 6;

    private readonly int words;
    private readonly ulong[][] entries = new ulong[Shards][];
    private readonly int[] lengths = new int[Shards];
    private readonly CanonicalForm? canonical;
    private readonly Dictionary<int, ulong> outside = [];
    private ulong[] discovered = new ulong[1024];
    private int news;

    /// <param name="words">words of one state.</param>
    /// <param name="choices">how many choices there are.</param>
    /// <param name="canonical">what makes of a state the one that stands for it; null where each stands for itself.</param>
    public SuccessorBuffer(int words, int choices, CanonicalForm? canonical)
    {
        (this.words, this.canonical) = (words, canonical);
        Fired = new long[choices];
        for (var shard = 0; shard < Shards; shard++)
        {
            entries[shard] = new ulong[64 * (words + Header)];
        }
    }

    /// <summary>The state whose successors are added.</summary>
    public ulong Parent { get; set; }

    /// <summary>Successors added since the last <see cref="Clear"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that it occupies.</summary>
    public long Bytes => sizeof(ulong) * (entries.Sum(shard => (long)shard.Length) + discovered.Length + Fired.Length);

    /// <summary>How often each choice was taken since then.</summary>
    public long[] Fired { get; }

    /// <summary>For each successor, in the order added: the state that it was discovered to be, plus 1, or 0 where it was known before.</summary>
    public Span<ulong> Discovered => discovered.AsSpan(0, Count);

    /// <summary>The states discovered, in the order added: once <see cref="Gather"/> has been called.</summary>
    public ReadOnlySpan<ulong> New => discovered.AsSpan(0, news);

    /// <summary>For each table whose range a step has left, by number: the link to the first such step.</summary>
    public IReadOnlyDictionary<int, ulong> Outside => outside;

    /// <summary>Forgets all successors.</summary>
    public void Clear()
    {
        Array.Clear(lengths);
        Array.Clear(Fired);
        outside.Clear();
        Discovered.Clear();
        Count = 0;
    }

    /// <summary>Makes <see cref="New"/> of <see cref="Discovered"/>, which is no longer there.</summary>
    public void Gather()
    {
        news = 0;
        foreach (var state in Discovered)
        {
            // Written always, kept where it is one: nothing to be guessed by the processor.
            discovered[news] = state - 1;
            news += state == 0 ? 0 : 1;
        }
    }

    /// <summary>Adds a successor. Called by compiled steps.</summary>
    public void Add(ulong[] after, int choice)
    {
        Fired[choice]++;
        canonical?.Apply(after);
        var hash = HashOf(after.AsSpan(0, words));
        var shard = ShardOf(hash);
        var at = lengths[shard];
        var length = at + words + Header;
        if (length > entries[shard].Length)
        {
            Array.Resize(ref entries[shard], entries[shard].Length * 2);
        }
        var entry = entries[shard].AsSpan(at, words + Header);
        (entry[0], entry[1], entry[2]) = (hash, States.Link(Parent, choice), (ulong)Count);
        after.AsSpan(0, words).CopyTo(entry[Header..]);
        lengths[shard] = length;
        if (++Count > discovered.Length)
        {
            Array.Resize(ref discovered, discovered.Length * 2);
        }
    }

    /// <summary>A step has left the range of a table, so it has no successor. Called by compiled steps.</summary>
    public void AddOutside(int table, int choice)
    {
        Fired[choice]++;
        _ = outside.TryAdd(table, States.Link(Parent, choice));
    }

    /// <summary>The successors of one shard, in the order added: <see cref="Header"/> and words of each.</summary>
    public ReadOnlySpan<ulong> Of(int shard) => entries[shard].AsSpan(0, lengths[shard]);

    /// <summary>The shard that a state belongs to.</summary>
    public static int ShardOf(ulong hash) => (int)(hash >> 64 - ShardBits);

    /// <summary>Spreads the words of a state over 64 bits.</summary>
    public static ulong HashOf(ReadOnlySpan<ulong> state)
    {
        var hash = 0x9E3779B97F4A7C15UL;
        foreach (var word in state)
        {
            hash = Mix(hash ^ word);
        }
        return hash;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, 0xD6E8FEB86659FD93UL, out var low);
        return high ^ low;
    }
}
