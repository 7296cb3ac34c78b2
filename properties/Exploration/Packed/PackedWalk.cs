using System.Runtime.ExceptionServices;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;

namespace Vmemmap.Properties.Exploration.Packed;

/// <summary>
/// Walks all states of a recorded machine breadth first, in parallel, with results that do not depend on the number of threads: the states of a
/// level are taken in blocks of fixed size, the blocks' successors are added shard by shard in the order of the blocks, and the next level is in the
/// order in which one thread would have discovered it.
/// </summary>
public sealed class PackedWalk
{
    // The successors of a wave should fit into the cache.
    private const int StatesPerBlock = 256;
    private const int BlocksPerWave = 16;

    private readonly StepRunner[] steps;
    private readonly SuccessorBuffer[] buffers;
    private readonly States states;
    private readonly ParallelOptions parallel;
    private readonly Func<ulong[], int, bool>? test;
    private readonly int goals;
    private List<ulong> frontier = [];
    private List<ulong> next = [];

    /// <summary>Prepares a walk: makes the code of all steps.</summary>
    /// <param name="recording">the machine.</param>
    /// <param name="layout">where the cells lie.</param>
    /// <param name="goals">how many things the test looks for.</param>
    /// <param name="test">has the state with these words what is looked for? Called from several threads.</param>
    /// <param name="threads">how many, 0 for one per core.</param>
    public PackedWalk(Recording recording, PackedLayout layout, int goals, Func<ulong[], int, bool>? test, int threads)
    {
        (this.goals, this.test) = (goals, test);
        parallel = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Choices = [.. recording.Steps.SelectMany((step, number) => Assignments.Of(step.Parameters, recording.Scope).Select(at => (number, at)))];
        if (Choices.Count > States.MostChoices)
        {
            throw new ScopeException($"In this scope there are {Choices.Count} instances of steps: at most {States.MostChoices} can be explored.");
        }
        var firstChoice = 0;
        steps = new StepRunner[recording.Steps.Count];
        for (var number = 0; number < steps.Length; number++)
        {
            steps[number] = StepCode.Compile(recording.Steps[number], layout, recording.Scope, firstChoice);
            firstChoice += recording.Steps[number].Parameters.Aggregate(1, (product, index) => product * recording.Scope.Count(index));
        }
        states = new States(layout.Words);
        buffers = [.. Enumerable.Range(0, BlocksPerWave).Select(_ => new SuccessorBuffer(layout.Words, Choices.Count))];
        Words = layout.Words;
        First = new ulong[layout.Words];
        layout.Pack([.. recording.Initial], First);
    }

    /// <summary>Every instance of every step: the step's number and its parameters.</summary>
    public IReadOnlyList<(int Step, At<Num> At)> Choices { get; }

    /// <summary>States discovered.</summary>
    public long Count => states.Count;

    /// <summary>Bytes that the states occupy.</summary>
    public long Bytes => states.Bytes;

    /// <summary>Levels walked completely.</summary>
    public int Depth { get; private set; }

    /// <summary>Steps taken, by choice.</summary>
    public IEnumerable<long> Fired => Enumerable.Range(0, Choices.Count).Select(choice => buffers.Sum(buffer => buffer.Fired[choice]));

    private int Words { get; }

    private ulong[] First { get; }

    /// <summary>Walks until nothing is new or it is told to stop.</summary>
    /// <param name="found">is told, for each thing looked for, of the first state that has it.</param>
    /// <param name="isEnough">asked between waves: stop?</param>
    /// <param name="onLevel">is told of each level completed.</param>
    /// <returns>true where every state was walked.</returns>
    public bool Run(Action<int, IReadOnlyList<int>> found, Func<bool> isEnough, Action? onLevel)
    {
        var isOpen = Enumerable.Repeat(true, goals).ToArray();
        frontier = [states.AddFirst(First)];
        for (var goal = 0; goal < goals; goal++)
        {
            Settle(goal, test!(First, goal) ? frontier[0] : null, isOpen, found);
        }
        while (frontier.Count > 0)
        {
            next = [];
            for (var from = 0; from < frontier.Count; from += StatesPerBlock * BlocksPerWave)
            {
                if (isEnough())
                {
                    return false;
                }
                Wave(from, isOpen, found);
            }
            frontier = next;
            Depth++;
            onLevel?.Invoke();
        }
        return true;
    }

    private void Wave(int from, bool[] isOpen, Action<int, IReadOnlyList<int>> found)
    {
        var blocks = Math.Min(BlocksPerWave, (frontier.Count - from + StatesPerBlock - 1) / StatesPerBlock);
        ForEach(blocks, block => Expand(from + block * StatesPerBlock, buffers[block]));
        var open = Enumerable.Range(0, goals).Where(goal => isOpen[goal]).ToArray();
        var firsts = new (int Block, int Place)[SuccessorBuffer.Shards][];
        ForEach(SuccessorBuffer.Shards, shard => firsts[shard] = Add(shard, blocks, open));
        for (var i = 0; i < open.Length; i++)
        {
            var (block, place) = firsts.Min(first => first[i]);
            Settle(open[i], block == int.MaxValue ? null : buffers[block].Discovered[place] - 1, isOpen, found);
        }
        for (var block = 0; block < blocks; block++)
        {
            foreach (var discovered in buffers[block].Discovered)
            {
                if (discovered != 0)
                {
                    next.Add(discovered - 1);
                }
            }
        }
    }

    // What one of the workers complains of is told as if there were one only.
    private void ForEach(int count, Action<int> work)
    {
        try
        {
            Parallel.For(0, count, parallel, work);
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
    }

    private void Expand(int from, SuccessorBuffer buffer)
    {
        buffer.Clear();
        var (before, after) = (new ulong[Words], new ulong[Words]);
        for (var i = from; i < Math.Min(from + StatesPerBlock, frontier.Count); i++)
        {
            buffer.Parent = frontier[i];
            states.CopyTo(frontier[i], before);
            foreach (var step in steps)
            {
                step(before, after, buffer);
            }
        }
    }

    // For each goal still open: where the first new state of the shard that has it lies among the successors.
    private (int Block, int Place)[] Add(int shard, int blocks, int[] open)
    {
        var firsts = Enumerable.Repeat((int.MaxValue, int.MaxValue), open.Length).ToArray();
        for (var number = 0; number < blocks; number++)
        {
            var block = number;
            states.Add(shard, buffers[block], open.Length == 0 ? null : (state, place) =>
            {
                for (var i = 0; i < open.Length; i++)
                {
                    if (firsts[i].Item1 == int.MaxValue && test!(state, open[i]))
                    {
                        firsts[i] = (block, place);
                    }
                }
            });
        }
        return firsts;
    }

    private void Settle(int goal, ulong? state, bool[] isOpen, Action<int, IReadOnlyList<int>> found)
    {
        if (state is { } reached)
        {
            isOpen[goal] = false;
            found(goal, states.PathTo(reached));
        }
    }
}
