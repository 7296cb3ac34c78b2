using Vmemmap.Model;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Museum;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;
using Obligations = System.Collections.Generic.IEnumerable<(string Invariant, Vmemmap.Proofs.Induction.Query Query)>;
using Statement = Vmemmap.Model.Parts.Invariant<Vmemmap.Model.Symbolic.Formula, Vmemmap.Model.Symbolic.Integer>;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// The theorem, after Floyd and Hoare: every property of a machine holds in every state that any run reaches, however long the run is, however its steps interleave and
/// whatever the sizes are. It holds if
/// (1) each lemma holds initially;
/// (2) each step that begins where all lemmas hold ends where each lemma holds;
/// (3) each property holds wherever all lemmas hold.
/// Each (lemma), (step, lemma) and (property) of these is one obligation: no state may exist in which what is assumed is true and what is to be shown is false. That is the
/// query for the solver, about a state of which nothing else is known. A caller names the lemmas and properties that are meant; a lemma that fails may be dropped from all three.
/// </summary>
/// <remarks>Lives on one thread, as its terms do.</remarks>
internal sealed class Theorem
{
    private readonly Machine<Formula, Integer> machine;
    private readonly State<Formula, Integer> before;
    private readonly Dictionary<Statement, Assumption> assumptions = new(ReferenceEqualityComparer.Instance);

    public Theorem(Design design, Bug? bug)
    {
        TermBank.Reset();
        machine = new(design, bug);
        before = AnyState();
    }

    /// <summary>Names of the lemmas, in the order of the machine.</summary>
    public IEnumerable<string> Lemmas => machine.Lemmas.Select(lemma => lemma.Name);

    /// <summary>Names of the steps, in the order of the machine.</summary>
    public IEnumerable<string> Steps => machine.Steps.Select(step => step.Name);

    /// <summary>SIZES: what is assumed of how many pages and slots there are. They are unknown, so what is proved is proved for all sizes of which this is true.</summary>
    private IReadOnlyList<Formula> Sizes => before.AssumedOfSizes;

    /// <summary>
    /// ...and which numbers name something. Of folios, frames, entries and pins there is one for every number: what holds for so many holds for any number of them.
    /// </summary>
    private Formula Exists(Index index, Integer value) => index switch
    {
        Index.Page => value >= 0 & value < before.Pages,
        Index.Slot => value >= 0 & value < before.Slots,
        _ => value >= 0,
    };

    /// <summary>(1) INITIALLY: each lemma holds in every initial state.</summary>
    public Obligations Initially(IReadOnlySet<string> lemmas)
    {
        Assumption[] assumed = [.. Initial<Formula, Integer>.Conditions.Select(Assume)];
        return Named(lemmas, machine.Lemmas).Select(lemma => (lemma.Name, Follows(lemma, assumed)));
    }

    /// <summary>(2) PRESERVED: a step preserves each lemma; all lemmas and its guard are assumed before it.</summary>
    public Obligations Preserved(string stepName, IReadOnlySet<string> lemmas) => Preserved(stepName, lemmas, lemmas);

    /// <summary>...or some of them, which does if each is shown in the end.</summary>
    public Obligations Preserved(string stepName, IReadOnlySet<string> lemmas, IReadOnlySet<string> shown)
    {
        var step = machine.Steps.Single(s => s.Name == stepName);
        var at = Unknowns.For("step", step.Parameters);
        var after = AnyState();
        step.Then(after, at);

        Formula[] given = [.. Sizes, Exist(step.Parameters, at), .. step.Guard.Where(c => c.ForAll.Count == 0).Select(c => c.Holds(before, at))];
        Assumption[] assumed =
        [
            .. Named(lemmas, machine.Lemmas).Select(Assume),
            .. step.Guard.Where(c => c.ForAll.Count > 0).Select(c => new Assumption(c.ForAll, x => c.Holds(before, x), Exist, at)),
        ];
        foreach (var lemma in Named(shown, machine.Lemmas))
        {
            var x = Unknowns.For("goal", lemma.Indices);
            var (held, holds, exists) = (Holds(lemma, before, x), Holds(lemma, after, x), Exist(lemma.Indices, x));
            // Where the step leaves the formula as it is, there is nothing to ask: it held before.
            yield return (lemma.Name, held.Term == holds.Term ? new([exists, held], [], holds, isTrivial: true) : new([.. given, exists], assumed, holds));
        }
    }

    /// <summary>(3) IMPLIED: each property, or further lemma, holds in every state in which all lemmas hold.</summary>
    public Obligations Implied(IReadOnlySet<string> lemmas, IReadOnlySet<string> properties)
    {
        Assumption[] assumed = [.. Named(lemmas, machine.Lemmas).Select(Assume)];
        return Named(properties, machine.Properties.Concat(machine.Lemmas)).Select(property => (property.Name, Follows(property, assumed)));
    }

    // Its contents are unknown, but every one of these has the same: a step taken in a new one makes of it the state after `before`.
    private State<Formula, Integer> AnyState() => machine.NewState(new SymbolicTables());

    // Shown for values of which nothing is known but that they exist, and so for all.
    private Query Follows(Statement statement, Assumption[] assumed)
    {
        var x = Unknowns.For("goal", statement.Indices);
        return new([.. Sizes, Exist(statement.Indices, x)], assumed, Holds(statement, before, x));
    }

    // Assumed for all values that exist. It is the same for every step.
    private Assumption Assume(Statement statement) => assumptions.TryGetValue(statement, out var known)
        ? known
        : assumptions[statement] = new(statement.Indices, x => Holds(statement, before, x), Exist, name: statement.Name);

    /// <summary>An invariant for some values of its variables: where its premises hold, its conclusion does.</summary>
    internal static Formula Holds(Statement statement, State<Formula, Integer> state, At<Integer> x) =>
        !All(statement.Premises.Select(premise => premise(state, x))) | statement.Conclusion(state, x);

    private Formula Exist(IReadOnlyList<Index> indices, At<Integer> x) => All(indices.Select(index => Exists(index, x[index])));

    private static Formula All(IEnumerable<Formula> formulas) => formulas.Aggregate((Formula)true, (all, next) => all & next);

    private static IEnumerable<Statement> Named(IReadOnlySet<string> names, IEnumerable<Statement> statements) => statements.Where(s => names.Contains(s.Name));
}
