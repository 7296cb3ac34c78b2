namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>
/// All states discovered, each with the link to the one it was discovered from. A state's number names its shard and its place there.
/// Exact: states are compared word by word, none is taken for another.
/// </summary>
/// <param name="words">words of one state.</param>
internal sealed class States(int words)
{
    private const int ChoiceBits = 16;

    // An exploration mostly waits for memory: so what a successor will be compared with is called into the cache while those before it are compared.
    private const int Ahead = 8;

    private readonly StateShard[] shards = [.. Enumerable.Range(0, SuccessorBuffer.Shards).Select(_ => new StateShard(words))];

    /// <summary>Most choices that a link can tell apart.</summary>
    public const int MostChoices = 1 << ChoiceBits;

    /// <summary>How many there are.</summary>
    public long Count => shards.Sum(shard => (long)shard.Count);

    /// <summary>The words of each.</summary>
    public IEnumerable<ulong[]> All => shards.SelectMany(shard => Enumerable.Range(0, shard.Count).Select(index =>
    {
        var state = new ulong[words];
        shard.CopyTo(index, state);
        return state;
    }));

    /// <summary>Bytes that they occupy, hash tables included.</summary>
    public long Bytes => shards.Sum(shard => shard.Bytes);

    /// <summary>How a state was reached: from which other one, by which choice.</summary>
    public static ulong Link(ulong parent, int choice) => parent << ChoiceBits | (uint)choice;

    /// <summary>The two parts of a link.</summary>
    public static (ulong Parent, int Choice) Unlink(ulong link) => (link >> ChoiceBits, (int)(link & MostChoices - 1));

    /// <summary>Adds the successors of one shard, in order; those that are new are entered in the buffer.</summary>
    /// <param name="shard">the shard: others may be added to at the same time.</param>
    /// <param name="buffer">the successors.</param>
    /// <param name="onNew">is told of each new state and its place among the successors.</param>
    public void Add(int shard, SuccessorBuffer buffer, Action<ulong[], int>? onNew)
    {
        var target = shards[shard];
        var entries = buffer.Of(shard);
        var length = words + SuccessorBuffer.Header;
        var count = entries.Length / length;
        for (var number = 0; number < count + 2 * Ahead; number++)
        {
            if (number < count)
            {
                target.PrefetchSlot(entries[number * length]);
            }
            if (number - Ahead is >= 0 and var next && next < count)
            {
                target.PrefetchState(entries[next * length]);
            }
            if (number >= 2 * Ahead)
            {
                var entry = entries.Slice((number - 2 * Ahead) * length, length);
                var state = entry[SuccessorBuffer.Header..];
                if (target.Add(entry[0], state, entry[1]) is >= 0 and var index)
                {
                    var place = (int)entry[2];
                    buffer.Discovered[place] = NumberOf(shard, index) + 1;
                    onNew?.Invoke(target.Scratch(state), place);
                }
            }
        }
    }

    /// <summary>Adds a state that a walk begins with.</summary>
    /// <returns>its number, or null where it is there already.</returns>
    public ulong? AddFirst(ulong[] state)
    {
        var hash = SuccessorBuffer.HashOf(state);
        var shard = SuccessorBuffer.ShardOf(hash);
        return shards[shard].Add(hash, state, ulong.MaxValue) is >= 0 and var index ? NumberOf(shard, index) : null;
    }

    /// <summary>The words of a state.</summary>
    public void CopyTo(ulong state, ulong[] target) => ShardOf(state).CopyTo(IndexOf(state), target);

    /// <summary>The choices that lead to a state from the first one.</summary>
    public IReadOnlyList<int> PathTo(ulong state)
    {
        List<int> choices = [];
        var most = Count;
        while (LinkOf(state) is not ulong.MaxValue and var link)
        {
            // Only links that were read from a file can lead in a circle.
            PackedFile.Require(choices.Count < most);
            (state, var choice) = Unlink(link);
            choices.Add(choice);
        }
        choices.Reverse();
        return choices;
    }

    /// <summary>Writes all states and links.</summary>
    public void Save(BinaryWriter writer)
    {
        foreach (var shard in shards)
        {
            shard.Save(writer);
        }
    }

    /// <summary>Reads what <see cref="Save"/> wrote: afterwards there are those and no others.</summary>
    /// <param name="reader">what was written.</param>
    /// <param name="choices">how many choices there are.</param>
    /// <exception cref="CheckpointException">a link leads nowhere, or there are not as many states as it says.</exception>
    public void Load(BinaryReader reader, int choices)
    {
        foreach (var shard in shards)
        {
            shard.Load(reader);
        }
        foreach (var shard in shards)
        {
            for (var index = 0; index < shard.Count; index++)
            {
                var (parent, choice) = Unlink(shard.LinkOf(index));
                PackedFile.Require(shard.LinkOf(index) == ulong.MaxValue || Has(parent) && choice < choices);
            }
        }
    }

    /// <summary>Is there a state of this number?</summary>
    public bool Has(ulong state) => state / SuccessorBuffer.Shards < (ulong)ShardOf(state).Count;

    private ulong LinkOf(ulong state) => ShardOf(state).LinkOf(IndexOf(state));

    private static ulong NumberOf(int shard, int index) => (ulong)index * SuccessorBuffer.Shards | (uint)shard;

    private StateShard ShardOf(ulong state) => shards[(int)(state % SuccessorBuffer.Shards)];

    private static int IndexOf(ulong state) => (int)(state / SuccessorBuffer.Shards);
}
