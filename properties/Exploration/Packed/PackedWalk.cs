using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Exploration.Layout;
using Vmemmap.Properties.Exploration.Symmetry;

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

    // Less is done, at some 0.3 ms a block, before another thread is well awake.
    private const int FewestBlocksShared = 4;

    private readonly PackedLayout layout;
    private readonly Code<StepRunner>[] steps;
    private readonly StepsThatBegin beginning;
    private readonly SuccessorBuffer[] buffers;
    private readonly int threads;
    private readonly Func<ulong[], int, bool>? test;
    private readonly IReadOnlyList<ulong[]> initial;
    private readonly CanonicalForm? canonical;
    private readonly string[] tables;

    /// <summary>Prepares a walk: makes the code of all steps.</summary>
    /// <param name="recording">the machine.</param>
    /// <param name="layout">where the cells lie.</param>
    /// <param name="goals">how many things the test looks for.</param>
    /// <param name="test">has the state with these words what is looked for? Called from several threads.</param>
    /// <param name="threads">how many, 0 for one per core.</param>
    /// <param name="symmetric">walk only one of the states that differ in the names of folios and frames: only where they are <see cref="Interchangeable"/>.</param>
    /// <param name="initial">the states to begin with; null for the initial one of the machine.</param>
    public PackedWalk(
        Recording recording, PackedLayout layout, int goals, Func<ulong[], int, bool>? test, int threads,
        bool symmetric = false, IReadOnlyList<ulong[]>? initial = null)
    {
        (this.layout, this.test) = (layout, test);
        this.threads = threads > 0 ? threads : Environment.ProcessorCount;
        Choices = [.. recording.Steps.SelectMany((step, number) => Assignments.Of(step.Parameters, recording.Scope).Select(at => (number, at)))];
        if (Choices.Count > States.MostChoices)
        {
            throw new ScopeException($"In this scope there are {Choices.Count} instances of steps: at most {States.MostChoices} can be explored.");
        }
        var firstChoice = 0;
        steps = new Code<StepRunner>[recording.Steps.Count];
        for (var number = 0; number < steps.Length; number++)
        {
            steps[number] = StepCode.Of(recording.Steps[number], layout, recording.Scope, firstChoice);
            firstChoice += recording.Steps[number].Parameters.Aggregate(1, (product, index) => product * recording.Scope.Count(index));
        }
        beginning = new(recording.Steps, layout, recording.Scope);
        var form = CanonicalForm? () => symmetric ? new CanonicalForm(layout, recording.Scope) : null;
        canonical = form();
        buffers = [.. Enumerable.Range(0, BlocksPerWave).Select(_ => new SuccessorBuffer(layout.Words, Choices.Count, form()))];
        this.initial = initial ?? [layout.Pack([.. recording.Initial])];
        Progress = new WalkProgress(layout.Words, Choices.Count, goals, recording.Tables.Count);
        tables = [.. recording.Tables.Select(table => table.Name)];
    }

    /// <summary>Every instance of every step: the step's number and its parameters.</summary>
    public IReadOnlyList<(int Step, At<Num> At)> Choices { get; }

    /// <summary>How far the walk has got: what is saved of it, and restored.</summary>
    public WalkProgress Progress { get; }

    /// <summary>States discovered.</summary>
    public long Count => Progress.States.Count;

    /// <summary>The words of every state discovered, in the order of none.</summary>
    public IEnumerable<ulong[]> Discovered => Progress.States.All;

    /// <summary>Bytes that the walk occupies.</summary>
    public long Bytes => Progress.Bytes + buffers.Sum(buffer => buffer.Bytes);

    /// <summary>Levels walked completely.</summary>
    public int Depth => Progress.Depth;

    /// <summary>Steps taken, by choice.</summary>
    public IReadOnlyList<long> Fired => Progress.Fired;

    /// <summary>Walks until nothing is new or it is told to stop; another call goes on from there.</summary>
    /// <param name="found">is told, for each thing looked for, of the way to the first state that has it; also of those of earlier calls.</param>
    /// <param name="isEnough">asked between waves: stop?</param>
    /// <param name="onWave">is told after each wave.</param>
    /// <param name="outside">is told, for each table whose range a step leaves, of the way to the first such step, the step included; what follows it is not walked. Also of those of earlier calls.</param>
    /// <returns>true where every state was walked.</returns>
    public bool Run(Action<int, IReadOnlyList<int>> found, Func<bool> isEnough, Action? onWave, Action<string, IReadOnlyList<int>> outside)
    {
        if (Count == 0)
        {
            Begin();
        }
        foreach (var goal in Enumerable.Range(0, Progress.Found.Length).Except(Progress.OpenGoals()))
        {
            found(goal, Progress.States.PathTo(Progress.Found[goal]));
        }
        for (var table = 0; table < tables.Length; table++)
        {
            TellOutside(table, outside);
        }
        using Workers workers = new(threads);
        while (Progress.Frontier.Count > 0)
        {
            while (Progress.Walked < Progress.Frontier.Count)
            {
                if (isEnough())
                {
                    return false;
                }
                Wave(workers, found, outside);
                onWave?.Invoke();
            }
            Progress.Descend();
        }
        return true;
    }

    private void Begin()
    {
        foreach (var state in initial)
        {
            var words = state.ToArray();
            canonical?.Apply(words);
            if (Progress.States.AddFirst(words) is { } number)
            {
                Progress.Frontier.Add(number);
                foreach (var goal in Progress.OpenGoals().Where(goal => test!(words, goal)))
                {
                    Progress.Found[goal] = number;
                }
            }
        }
    }

    private void TellOutside(int table, Action<string, IReadOnlyList<int>> outside)
    {
        if (Progress.Outside[table] != WalkProgress.NotFound)
        {
            var (state, choice) = States.Unlink(Progress.Outside[table]);
            outside(tables[table], [.. Progress.States.PathTo(state), choice]);
        }
    }

    private void Wave(Workers workers, Action<int, IReadOnlyList<int>> found, Action<string, IReadOnlyList<int>> outside)
    {
        var from = Progress.Walked;
        var blocks = Math.Min(BlocksPerWave, (Progress.Frontier.Count - from + StatesPerBlock - 1) / StatesPerBlock);
        var alone = blocks < FewestBlocksShared;
        workers.Run(blocks, block => Expand(from + block * StatesPerBlock, buffers[block]), alone);
        var open = Progress.OpenGoals();
        var firsts = new (int Block, int Place)[SuccessorBuffer.Shards][];
        workers.Run(SuccessorBuffer.Shards, shard => firsts[shard] = Add(shard, blocks, open), alone);
        for (var i = 0; i < open.Length; i++)
        {
            var (block, place) = firsts.Min(first => first[i]);
            if (block != int.MaxValue)
            {
                Progress.Found[open[i]] = buffers[block].Discovered[place] - 1;
                found(open[i], Progress.States.PathTo(Progress.Found[open[i]]));
            }
        }
        foreach (var (table, link) in buffers.Take(blocks).SelectMany(buffer => buffer.Outside).Where(left => Progress.Outside[left.Key] == WalkProgress.NotFound))
        {
            Progress.Outside[table] = link;
            TellOutside(table, outside);
        }
        workers.Run(blocks, block => buffers[block].Gather(), alone);
        for (var block = 0; block < blocks; block++)
        {
            Progress.Take(buffers[block]);
        }
        Progress.Walked = Math.Min(from + blocks * StatesPerBlock, Progress.Frontier.Count);
    }

    private void Expand(int from, SuccessorBuffer buffer)
    {
        buffer.Clear();
        var (before, after, here) = (new ulong[layout.Words], new ulong[layout.Words], beginning.NewSet());
        for (var i = from; i < Math.Min(from + StatesPerBlock, Progress.Frontier.Count); i++)
        {
            buffer.Parent = Progress.Frontier[i];
            Progress.States.CopyTo(buffer.Parent, before);
            beginning.Find(before, here);
            while (StepsThatBegin.TryTake(here, out var step))
            {
                steps[step].Value(before, after, buffer);
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
            Progress.States.Add(shard, buffers[block], open.Length == 0 ? null : (state, place) =>
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
}
