using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Invariants;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Parts;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Induction;
using Vmemmap.Proofs.Solver;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Counterexamples;

/// <summary>
/// One obligation of an induction in one scope, with <em>every</em> instance of what is assumed: the tables are finite there, and each cell is an unknown with the range of its
/// domain. A model of it is a whole state, where one of the few instances that a proof asks for need not extend to a state.
/// </summary>
/// <remarks>Lives on one thread, as its terms do.</remarks>
internal sealed class GroundObligation
{
    private readonly Instance instance;
    private readonly Machine<Formula, Integer> machine;
    private readonly State<Formula, Integer> before;
    private readonly List<Term> assertions = [];
    private readonly HashSet<Term> known;
    private readonly string? stepName;
    private readonly IReadOnlyList<Index> parameters = [];
    private readonly At<Integer> step;

    /// <summary>Writes it down, every lemma being assumed.</summary>
    /// <param name="instance">design, bug and scope.</param>
    /// <param name="obligation">what is to be shown.</param>
    public GroundObligation(Instance instance, Obligation obligation)
        : this(instance, obligation.Step, _ => true, name => name == obligation.Invariant)
    {
    }

    /// <summary>Writes several of one step down: a model violates one of them.</summary>
    /// <param name="instance">design, bug and scope.</param>
    /// <param name="stepName">the step, or what stands for none.</param>
    /// <param name="isAssumed">the lemmas that are assumed, by name.</param>
    /// <param name="isGoal">the invariants to be shown, by name.</param>
    public GroundObligation(Instance instance, string stepName, Func<string, bool> isAssumed, Func<string, bool> isGoal)
    {
        TermBank.Reset();
        this.instance = instance;
        machine = new(instance.Design, instance.Bug);
        before = machine.NewState(new SymbolicTables(Scope));
        known = [TermBank.Current.True];
        if (before.AssumedOfSizes.Any(size => size.Term != TermBank.Current.True))
        {
            throw new InvalidOperationException($"Internal error: the proofs say nothing of the scope {Scope}.");
        }
        foreach (var assumed in stepName == Obligation.Initially ? Initial<Formula, Integer>.Conditions : machine.Lemmas.Where(lemma => isAssumed(lemma.Name)))
        {
            ForAll(assumed.Indices, default, x => Theorem.Holds(assumed, before, x));
        }
        var after = before;
        if (machine.Steps.FirstOrDefault(s => s.Name == stepName) is { } taken)
        {
            (this.stepName, parameters) = (taken.Name, taken.Parameters);
            step = Chosen("step", parameters);
            SymbolicTables tables = new(Scope);
            after = machine.NewState(tables);
            taken.Then(after, step);
            foreach (var conjunct in taken.Guard)
            {
                ForAll(conjunct.ForAll, step, x => conjunct.Holds(before, x));
            }
            foreach (var assignment in tables.Assignments)
            {
                Writes(assignment);
            }
        }
        List<Invariant<Formula, Integer>> goals = [.. machine.Properties.Concat(machine.Lemmas).Where(statement => isGoal(statement.Name))];
        var at = Chosen("goal", [.. goals.SelectMany(goal => goal.Indices).Distinct()]);
        Assert(goals.Aggregate((Formula)false, (any, goal) => any | !Theorem.Holds(goal, after, at)));
        CloseTables();
    }

    private Scope Scope => instance.Scope;

    /// <summary>Asks the solver for a model.</summary>
    /// <returns>its answer, and where there is a model, the state and the parameters of the step: nothing is believed of them here.</returns>
    public (Answer Answer, Transition? Model) Ask(ISolver solver)
    {
        var cells = CellsOfTables().Select(cell => (cell.Number, Text: SmtText.Of(cell.Term))).ToList();
        var chosen = parameters.Select(index => (Index: index, Text: SmtText.Of(step[index].Term))).ToList();
        var result = solver.Check(SmtText.Of(assertions), [.. cells.Select(cell => cell.Text), .. chosen.Select(parameter => parameter.Text)]);
        if (result.Answer != Answer.Satisfiable)
        {
            return (result.Answer, null);
        }
        // What nothing reads is as where runs begin.
        int[] state = [.. instance.BootCells];
        foreach (var (number, text) in cells)
        {
            state[number] = SmtText.ValueOf(result.Values[text]);
        }
        var at = chosen.Aggregate(default(At<Num>), (at, parameter) => at.With(parameter.Index, SmtText.ValueOf(result.Values[parameter.Text])));
        return (result.Answer, new(Scope, state, stepName, at));
    }

    // The cells of tables that something is asserted of.
    private IEnumerable<(TableLayout Table, int Number, Term Term)> CellsOfTables()
    {
        HashSet<string> read = [.. Cells.Of(assertions).Select(cell => cell.Table.Name)];
        foreach (var table in instance.Memory.Layouts.Where(table => read.Contains(table.Name)))
        {
            for (var number = table.Offset; number < table.Offset + table.Length; number++)
            {
                var (i, j, k) = table.IndicesOf(number);
                Term[] indices = [.. new[] { i, j, k }.Take(table.Indices.Count).Select(TermBank.Current.Integer)];
                yield return (table, number, TermBank.Current.Cell(new(table.Name, table.Values is null, table.Indices), indices));
            }
        }
    }

    // Unknown values that exist.
    private At<Integer> Chosen(string role, IReadOnlyList<Index> indices)
    {
        var chosen = Unknowns.For(role, indices);
        foreach (var index in indices)
        {
            Assert(IsIn(chosen[index], Scope.Count(index)));
        }
        return chosen;
    }

    private void ForAll(IReadOnlyList<Index> indices, At<Integer> rest, Func<At<Integer>, Formula> holds)
    {
        foreach (var values in Assignments.Of(indices, Scope))
        {
            Assert(holds(indices.Aggregate(rest, (at, index) => at.With(index, values[index].Value))));
        }
    }

    // A write outside a table is an error of the model, which executing it finds.
    private void Writes(Assignment assignment)
    {
        var rows = assignment is CellAssignment cell ? cell.Indices : assignment.Terms;
        for (var i = 0; i < rows.Count; i++)
        {
            Assert(IsIn(new(rows[i]), Scope.Count(assignment.Table.Indices[assignment is CellAssignment ? i : 0])));
        }
    }

    // A cell has a value of its table's domain; what is read outside a table is 0, as it is when executed.
    private void CloseTables()
    {
        foreach (var (table, _, cell) in CellsOfTables().ToList())
        {
            if (table.Values is { } values)
            {
                Integer value = new(cell);
                Assert(value >= values.Low(Scope) & value <= values.High(Scope));
            }
        }
        foreach (var cell in Cells.Of(assertions).ToList())
        {
            var exists = cell.Arguments.Select((argument, i) => IsIn(new(argument), Scope.Count(cell.Table.Indices[i]))).Aggregate((Formula)true, (all, next) => all & next);
            Assert(exists | (cell.IsTruth ? !new Formula(cell) : new Integer(cell) == 0));
        }
    }

    private static Formula IsIn(Integer value, int count) => value >= 0 & value < count;

    private void Assert(Formula formula)
    {
        if (known.Add(formula.Term))
        {
            assertions.Add(formula.Term);
        }
    }
}
