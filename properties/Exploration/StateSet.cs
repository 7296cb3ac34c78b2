using System.Runtime.InteropServices;

namespace Vmemmap.Properties.Exploration;

/// <summary>States seen so far, packed into bytes, numbered in the order of their discovery; exact, no state is taken for another.</summary>
internal sealed class StateSet(int cellsPerState)
{
    private const int StatesPerChunk = 1 << 14;
    private readonly List<sbyte[]> chunks = [];
    private readonly sbyte[] packed = new sbyte[cellsPerState];
    private int[] buckets = Empty(1 << 16);

    /// <summary>How many states there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a state unless it is there already.</summary>
    /// <returns>true where it is new; its number is then the count before.</returns>
    public bool Add(ReadOnlySpan<int> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            packed[i] = checked((sbyte)cells[i]);
        }
        var bucket = Find(packed);
        if (buckets[bucket] >= 0)
        {
            return false;
        }
        if (Count % StatesPerChunk == 0)
        {
            chunks.Add(new sbyte[StatesPerChunk * cellsPerState]);
        }
        packed.CopyTo(Packed(Count));
        buckets[bucket] = Count++;
        if (Count * 2 > buckets.Length)
        {
            Grow();
        }
        return true;
    }

    /// <summary>Unpacks a state.</summary>
    public void CopyTo(int number, Span<int> cells)
    {
        var from = Packed(number);
        for (var i = 0; i < from.Length; i++)
        {
            cells[i] = from[i];
        }
    }

    private Span<sbyte> Packed(int number) =>
        chunks[number / StatesPerChunk].AsSpan(number % StatesPerChunk * cellsPerState, cellsPerState);

    private int Find(ReadOnlySpan<sbyte> state)
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(state));
        var bucket = hash.ToHashCode() & buckets.Length - 1;
        while (buckets[bucket] >= 0 && !Packed(buckets[bucket]).SequenceEqual(state))
        {
            bucket = bucket + 1 & buckets.Length - 1;
        }
        return bucket;
    }

    private void Grow()
    {
        buckets = Empty(buckets.Length * 2);
        for (var number = 0; number < Count; number++)
        {
            buckets[Find(Packed(number))] = number;
        }
    }

    private static int[] Empty(int length)
    {
        var empty = new int[length];
        Array.Fill(empty, -1);
        return empty;
    }
}
