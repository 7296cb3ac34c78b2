using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Properties.Stories;
using Vmemmap.Properties.Traces;

namespace Vmemmap.Properties.Scenarios;

/// <summary>
/// A run typed by hand, from the boot state, that says what it leads to:
/// <code>
/// Scenario.Of(Rfc2020.Design)
///     .Do("optimise").Do("remap-tail")
///     .Do("memory-failure", page: 1).Do("failure-sees-ordinary").Do("flag-page")
///     .Violates("error-marks-no-other-page");
/// </code>
/// Each call acts at once and gives the scenario that goes one step further; the one before stays what it was, so several can begin alike. What is not as
/// it says throws, with the story so far. Not for several threads at a time.
/// </summary>
public sealed class Scenario
{
    private readonly int length;
    private Run run;

    private Scenario(Run run) => (this.run, length) = (run, run.Moves.Count);

    /// <summary>The steps taken.</summary>
    public IReadOnlyList<Move> Moves => [.. run.Moves.Take(length)];

    /// <summary>The cells of the state reached: equal where two scenarios of one scope come to the same state.</summary>
    public IReadOnlyList<int> Cells => [.. Here.Instance.Memory.Array];

    /// <summary>These, but for those of some tables.</summary>
    public IReadOnlyList<int> CellsBesides(params IReadOnlyList<string> tables)
    {
        var memory = Here.Instance.Memory;
        return [.. memory.Layouts.Where(table => !tables.Contains(table.Name)).SelectMany(table => memory.Array.Skip(table.Offset).Take(table.Length))];
    }

    // A run is shared by the scenarios that are its beginnings. Once it has gone further than this one, this one takes its part of it again.
    private Run Here => run.Moves.Count == length ? run : run = Replayed(run.Setting, run.Moves.Take(length));

    /// <summary>A design in its small scope, before the first step.</summary>
    public static Scenario Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return new(new Run(new(design, Bug: null, design.SmallScope)));
    }

    /// <summary>The run of a counterexample to a design of the catalogue, one that an engine found or that is kept as data.</summary>
    public static Scenario Of(Trace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        var design = Catalogue.Find(trace.Design)
            ?? throw new ScenarioException($"There is no design '{trace.Design}': the names are {string.Join(", ", Catalogue.All.Select(d => d.Name))}.");
        var bug = trace.Bug is null ? null : SeededBugs.Find(trace.Bug)
            ?? throw new ScenarioException($"There is no bug '{trace.Bug}': the names are {string.Join(", ", SeededBugs.All.Select(b => b.Name))}.");
        return new(Replayed(new(design, bug, trace.Scope), trace.Moves));
    }

    /// <summary>What a design says of the run that a mail or commit is about, step by step.</summary>
    /// <exception cref="ScopeException">its scope does not fit the design.</exception>
    public static Scenario Of(Design design, TellingRun told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return told.Steps.Aggregate(Of(design).In(told.Scope), (scenario, step) => step.Repeats
            ? scenario.Repeat(step.Name, step.Folio)
            : scenario.Do(step.Name, step.Folio, step.Page, step.Slot, step.Frame, step.Entry, step.Pin));
    }

    /// <summary>The same steps in another scope.</summary>
    /// <exception cref="ScopeException">the scope does not fit the design.</exception>
    public Scenario In(Scope scope) => new(Replayed(run.Setting with { Scope = scope }, Moves));

    /// <summary>The same steps in the design with a seeded bug.</summary>
    public Scenario With(Bug bug)
    {
        ArgumentNullException.ThrowIfNull(bug);
        return bug.AppliesTo(run.Setting.Design)
            ? new(Replayed(run.Setting with { Bug = bug }, Moves))
            : throw Here.Wrong($"The bug '{bug.Name}' cannot be made in {run.Setting.Design.Name}.");
    }

    /// <summary>Takes a step. Parameters that are left out are 0, except the frame: it may be left out where the step can be taken with one only.</summary>
    public Scenario Do(string step, int? folio = null, int? page = null, int? slot = null, int? frame = null, int? entry = null, int? pin = null)
    {
        var here = Here;
        return After(here, new Choice(folio, page, slot, frame, entry, pin).Of(step, here));
    }

    /// <summary>Takes steps chosen elsewhere.</summary>
    public Scenario Do(params IEnumerable<Move> moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return moves.Aggregate(this, (scenario, move) => After(scenario.Here, move));
    }

    /// <summary>Takes a step as often as it can be taken, and once at least: a walk over pages or over a list.</summary>
    public Scenario Repeat(string step, int? folio = null)
    {
        var scenario = Do(step, folio);
        HashSet<string> seen = [];
        while (new Choice(folio).Of(step, scenario.Here) is var move && scenario.Here.IsEnabled(move))
        {
            scenario = seen.Add(scenario.Here.State) ? After(scenario.Here, move) : throw scenario.Here.Wrong($"Step {length + 1}, '{step}', can be taken without end.");
        }
        return scenario;
    }

    /// <summary>Until a condition holds takes the first of some steps that can be taken.</summary>
    /// <param name="sentence">what is to hold, in words.</param>
    /// <param name="holds">what is to hold.</param>
    /// <param name="steps">the steps; their parameters are 0.</param>
    public Scenario DoUntil(string sentence, Func<State<Bit, Num>, Bit> holds, params IReadOnlyList<string> steps)
    {
        var scenario = this;
        HashSet<string> seen = [];
        while (!scenario.Read(holds).IsTrue)
        {
            var here = scenario.Here;
            var next = steps.Select(step => new Choice().Of(step, here)).Where(here.IsEnabled).ToList();
            scenario = next.Count > 0 && seen.Add(here.State)
                ? After(here, next[0])
                : throw here.Wrong($"It does not come about that {sentence}: {(next.Count > 0 ? "without end one" : "none")} of these can be taken: {string.Join(", ", steps)}.");
        }
        return scenario;
    }

    /// <summary>Something holds in the state reached.</summary>
    /// <param name="sentence">what it is, in words.</param>
    /// <param name="holds">the condition.</param>
    public Scenario Expect(string sentence, Func<State<Bit, Num>, Bit> holds) =>
        Read(holds).IsTrue ? this : throw Here.Wrong($"{AfterHere} it does not hold that {sentence}.");

    /// <summary>A property or lemma holds in the state reached.</summary>
    public Scenario Holds(string invariant) => Here.Violation(invariant) is { } violation
        ? throw new ScenarioException($"{AfterHere} '{invariant}' does not hold.\n\n{Story.Tell(violation, run.Setting.Design, run.Setting.Bug)}")
        : this;

    /// <summary>A property or lemma is violated in the state reached.</summary>
    public Scenario Violates(string invariant)
    {
        _ = CounterexampleTo(invariant);
        return this;
    }

    /// <summary>The run as a counterexample, for the values that are found first: to be told, saved or shrunk.</summary>
    /// <param name="invariant">a property or lemma that is violated in the state reached.</param>
    public Trace CounterexampleTo(string invariant) => Here.Violation(invariant)
        ?? throw Here.Wrong($"{AfterHere} '{invariant}' holds; what is violated there: {(Here.Violated.ToList() is { Count: > 0 } others ? string.Join(", ", others) : "nothing")}.");

    /// <summary>Reads something of the state reached.</summary>
    public T Read<T>(Func<State<Bit, Num>, T> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value(Here.Instance.State);
    }

    /// <summary>An instance in the state reached, for an engine that is to go on from there.</summary>
    public Instance ToInstance() => Replayed(run.Setting, Moves).Instance;

    private string AfterHere => length == 0 ? "Before the first step" : $"After step {length}";

    private static Run Replayed(Setting setting, IEnumerable<Move> moves)
    {
        var again = new Run(setting);
        foreach (var move in moves.ToList())
        {
            again.Take(move);
        }
        return again;
    }

    private static Scenario After(Run here, Move move)
    {
        here.Take(move);
        return new(here);
    }
}
