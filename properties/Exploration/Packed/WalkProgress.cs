using System.Runtime.InteropServices;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>How far a walk has got: the states discovered, the level that is being walked and the one after it.</summary>
public sealed class WalkProgress
{
    /// <summary>Where nothing has been found for a goal.</summary>
    internal const ulong NotFound = ulong.MaxValue;

    private List<ulong> next = [];

    internal WalkProgress(int words, int choices, int goals, int tables)
    {
        States = new States(words);
        Fired = new long[choices];
        Found = [.. Enumerable.Repeat(NotFound, goals)];
        Outside = [.. Enumerable.Repeat(NotFound, tables)];
    }

    /// <summary>Levels walked completely.</summary>
    public int Depth { get; private set; }

    /// <summary>States of the level that is being walked whose successors are known.</summary>
    public int Walked { get; internal set; }

    /// <summary>States of the level that is being walked, and of the next one so far.</summary>
    public long Waiting => Frontier.Count - Walked + next.Count;

    /// <summary>Bytes that all of this occupies.</summary>
    public long Bytes => States.Bytes + sizeof(ulong) * ((long)Frontier.Capacity + next.Capacity);

    internal States States { get; }

    /// <summary>How often each choice was taken.</summary>
    internal long[] Fired { get; }

    /// <summary>For each goal the first state that has it.</summary>
    internal ulong[] Found { get; }

    /// <summary>For each table the link to the first step that leaves its range.</summary>
    internal ulong[] Outside { get; }

    internal List<ulong> Frontier { get; private set; } = [];

    internal int[] OpenGoals() => [.. Enumerable.Range(0, Found.Length).Where(goal => Found[goal] == NotFound)];

    /// <summary>Takes over what a block discovered and how often it took each choice.</summary>
    internal void Take(SuccessorBuffer buffer)
    {
        next.AddRange(buffer.New);
        for (var choice = 0; choice < Fired.Length; choice++)
        {
            Fired[choice] += buffer.Fired[choice];
        }
    }

    /// <summary>On to the next level.</summary>
    internal void Descend()
    {
        (Frontier, next) = (next, []);
        Walked = 0;
        Depth++;
    }

    /// <summary>Writes all of it.</summary>
    public void Save(BinaryWriter writer)
    {
        writer.Write(Depth);
        writer.Write(Walked);
        States.Save(writer);
        PackedFile.WriteAll(writer, CollectionsMarshal.AsSpan(Frontier));
        PackedFile.WriteAll(writer, CollectionsMarshal.AsSpan(next));
        PackedFile.Write(writer, Found);
        PackedFile.Write(writer, Outside);
        PackedFile.Write(writer, MemoryMarshal.Cast<long, ulong>(Fired.AsSpan()));
    }

    /// <summary>Reads what <see cref="Save"/> wrote of a walk of the same machine.</summary>
    /// <exception cref="CheckpointException">it does not hold together: it names states that there are not, or counts what there is not.</exception>
    public void Load(BinaryReader reader)
    {
        Depth = reader.ReadInt32();
        Walked = reader.ReadInt32();
        States.Load(reader, Fired.Length);
        Frontier = PackedFile.ReadAll(reader);
        next = PackedFile.ReadAll(reader);
        PackedFile.Read(reader, Found);
        PackedFile.Read(reader, Outside);
        PackedFile.Read(reader, MemoryMarshal.Cast<long, ulong>(Fired.AsSpan()));
        PackedFile.Require(Depth >= 0 && Walked >= 0 && Walked <= Frontier.Count);
        PackedFile.Require(Frontier.All(States.Has) && next.All(States.Has) && Found.All(state => state == NotFound || States.Has(state)));
        PackedFile.Require(Outside.All(link => link == NotFound || States.Unlink(link) is var (parent, choice) && States.Has(parent) && choice < Fired.Length));
        PackedFile.Require(Fired.All(count => count >= 0));
    }
}
