using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Sequences;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Tests.Sequences;

/// <summary>Runs generated sequences and compares the two ways to check after each step.</summary>
internal sealed class Comparison
{
    private const int Length = 250;

    private readonly Instance instance;
    private readonly Resolver resolver;
    private readonly InvariantCheck[] everything;
    private readonly IncrementalCheck incremental;
    private readonly Lazy<CompiledCheck[]> compiled;
    private readonly Gen<Operation[]> generator;
    private readonly Dictionary<string, HashSet<int>> meanings = [];
    private bool isCompiled;

    public Comparison(Instance instance, IReadOnlyList<string>? without = null)
    {
        this.instance = instance;
        resolver = new Resolver(instance, without);
        Invariant<Bit, Num>[] invariants = [.. instance.Machine.Properties, .. instance.Machine.Lemmas];
        var recorded = Recording.Of(instance, Bounds.None, invariants.Select(invariant => invariant.Name).ToHashSet()).Invariants.ToDictionary(one => one.Name);
        everything = [.. invariants.Select(invariant => new InvariantCheck(TestedEarly(invariant, recorded[invariant.Name]), instance.Scope))];
        compiled = new(() => [.. invariants.Select(invariant => new CompiledCheck(recorded[invariant.Name], instance))]);
        incremental = new IncrementalCheck(instance, invariants);
        generator = OperationGen.Sequences(instance, Length, without);
    }

    public int Steps { get; private set; }

    public HashSet<string> Found { get; } = [];

    /// <summary>Runs one sequence; everything is checked by its meaning, or by code.</summary>
    public void Run(int sequence, bool byCode)
    {
        if (byCode && !isCompiled)
        {
            AssertAgreement();
        }
        isCompiled = byCode;
        Run(generator.Sample(1, new Rnd(7919 + (ulong)sequence, 104729), Length)[0]);
    }

    // In the last states of sequences, and with cells changed at random: there most invariants are false.
    private void AssertAgreement()
    {
        var random = new Random(104729);
        var state = instance.Memory.Cells.ToArray();
        for (var round = 0; round < 50; round++)
        {
            Assert.Equal(ByMeaning().Order(), ByCode().Order());
            _ = Write(random);
        }
        state.CopyTo(instance.Memory.Cells);
    }

    public void Disturb(int rounds)
    {
        var random = new Random(7919);
        HashSet<int> before = [];
        for (var round = 0; round < rounds; round++)
        {
            if (round % 20 == 0)
            {
                Lead(generator.Sample(1, new Rnd(104729 + (ulong)round, 7919), Length)[0].Take(random.Next(Length)));
                before = Violated();
            }
            var state = instance.Memory.Cells.ToArray();
            var where = Write(random);
            List<(int Invariant, At<Num> At)> reported = [];
            incremental.AfterStep(reported);
            AssertEqual(before, Violated(), reported, where);
            state.CopyTo(instance.Memory.Cells);
            incremental.Restart();
        }
    }

    private void Lead(IEnumerable<Operation> operations)
    {
        instance.Boot();
        foreach (var operation in operations)
        {
            if (resolver.TryResolve(operation, out var number, out var at))
            {
                instance.Take(instance.Machine.Steps[number], at);
            }
        }
        incremental.Restart();
    }

    // Each premise as soon as its variables have values, as properties are: else nearly all the time is spent on premises that are false whatever the rest.
    private static Invariant<Bit, Num> TestedEarly(Invariant<Bit, Num> invariant, RecordedInvariant recorded) => invariant with { Depths = [.. recorded.Premises.Select(premise => premise.Variables)] };

    // A few cells of up to four tables get values of their domains; tables declared one after the other often belong together.
    private string Write(Random random)
    {
        List<string> written = [];
        var layouts = instance.Memory.Layouts;
        var number = random.Next(layouts.Count);
        for (var tables = random.Next(1, 5); tables > 0; tables--)
        {
            var table = layouts[number];
            number = random.Next(3) == 0 ? random.Next(layouts.Count) : (number + 1) % layouts.Count;
            var first = random.Next(table.Length);
            var count = random.Next(2) == 0 ? 1 : table.RowLength - (first % table.RowLength);
            for (var cell = table.Offset + first; cell < table.Offset + first + count; cell++)
            {
                instance.Memory.Cells[cell] = table.Values is { } domain
                    ? random.Next(domain.Low(instance.Scope), domain.High(instance.Scope) + 1)
                    : random.Next(2);
                instance.Memory.Listener!.Changed(table, cell);
            }
            written.Add($"{table.Name} at {table.IndicesOf(table.Offset + first)}, {count} cell(s)");
        }
        return $"writing {string.Join(" and ", written)}";
    }

    /// <summary>Takes the steps of a trace; everything is checked by its meaning.</summary>
    public void Follow(IEnumerable<Move> moves) => Take(moves.Select(move => (instance.Machine.Steps.Single(step => step.Name == move.Step), move.At)));

    private void Run(Operation[] operations) => Take(Resolved(operations));

    // Each operation in the state that the steps before it have led to.
    private IEnumerable<(Step<Bit, Num> Step, At<Num> At)> Resolved(Operation[] operations)
    {
        foreach (var operation in operations)
        {
            if (resolver.TryResolve(operation, out var number, out var at))
            {
                yield return (instance.Machine.Steps[number], at);
            }
        }
    }

    private void Take(IEnumerable<(Step<Bit, Num> Step, At<Num> At)> steps)
    {
        instance.Boot();
        incremental.Restart();
        var before = Violated();
        List<(int Invariant, At<Num> At)> reported = [];
        foreach (var (step, at) in steps)
        {
            Assert.True(instance.IsEnabled(step, at), $"'{step.Name}' at {at} is not enabled after step {Steps}.");
            instance.Take(step, at);
            Steps++;
            reported.Clear();
            incremental.AfterStep(reported);
            var after = Violated();
            AssertEqual(before, after, reported, $"step {Steps}, '{step.Name}' at {at}");
            before = after;
        }
    }

    // What was false before the step can be false for new values after it, or for the old ones: then the incremental check may say so or not.
    private void AssertEqual(HashSet<int> before, HashSet<int> after, List<(int Invariant, At<Num> At)> reported, string where)
    {
        foreach (var invariant in after.Except(before))
        {
            Found.Add(NameOf(invariant));
            Assert.True(reported.Exists(r => r.Invariant == invariant), $"The incremental check overlooked that {where} made '{NameOf(invariant)}' false.");
        }
        foreach (var (invariant, values) in reported)
        {
            Assert.True(
                everything[invariant].IsViolatedAt(instance.State, values),
                $"The incremental check says that {where} made '{NameOf(invariant)}' false for {values}, but it holds there.");
        }
    }

    private HashSet<int> Violated() => isCompiled ? ByCode() : ByMeaning();

    private HashSet<int> ByCode() => [.. Enumerable.Range(0, everything.Length).Where(number => compiled.Value[number].IsViolated(instance.Memory.Array))];

    // The meaning is the same in the same state, and sequences come to four of ten states again.
    private HashSet<int> ByMeaning()
    {
        var state = MemoryMarshal.Cast<int, char>(instance.Memory.Cells).ToString();
        return meanings.TryGetValue(state, out var known) ? known : meanings[state] = [.. Enumerable.Range(0, everything.Length).Where(number =>
        {
            var at = default(At<Num>);
            return everything[number].IsViolated(instance.State, ref at);
        })];
    }

    private string NameOf(int invariant) => everything[invariant].Invariant.Name;
}
