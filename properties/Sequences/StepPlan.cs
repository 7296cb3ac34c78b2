using System.Linq.Expressions;
using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Parts;
using Vmemmap.Properties.Checking;
using Vmemmap.Properties.Compilation;
using Vmemmap.Properties.Control;
using static System.Linq.Expressions.Expression;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Sequences;

/// <summary>How to find values for the parameters of a step with which it is enabled, testing each conjunct of its guard as early as possible.</summary>
internal sealed class StepPlan
{
    // Parameters that guards speak of alone come first, those that only take part in a translation later, and slots, which guards hardly read, last.
    private static readonly Index[] Order = [Index.Folio, Index.Pin, Index.Entry, Index.Page, Index.Frame, Index.Slot];

    private readonly CellStore memory;
    private readonly Code<Search> search;
    private readonly int[] values = new int[Variables.Count];

    public StepPlan(CellStore memory, RecordedStep step, Weight weight)
    {
        this.memory = memory;
        Name = step.Name;
        Weight = weight;
        Begins = Beginning.Of(step);
        search = Write(step, memory);
    }

    // Looks for values in the state with these cells: for each parameter the one wished for first, then those after it and, at last, those before it.
    private delegate bool Search(int[] cells, int[] wish, int mustBeFolio, int[] values);

    public string Name { get; }

    public Weight Weight { get; }

    /// <summary>Whose step it is: the table that the guard looks at first, such as a program counter.</summary>
    public string Actor => Begins?.Counter.Table.Name ?? "";

    /// <summary>Where it begins; null where its guard looks at nothing.</summary>
    public Beginning? Begins { get; }

    /// <summary>Finds values with which the step is enabled, trying those wished for first.</summary>
    /// <param name="wish">preferred values, by <see cref="Index"/>.</param>
    /// <param name="mustBeFolio">the only folio to try, or -1 for all.</param>
    /// <param name="at">the values found.</param>
    public bool Find(int[] wish, int mustBeFolio, out At<Num> at)
    {
        var found = search.Value(memory.Array, wish, mustBeFolio, values);
        at = found ? Variables.ToAt(values) : default;
        return found;
    }

    private static Code<Search> Write(RecordedStep step, CellStore memory)
    {
        var (cells, wish, values) = (Parameter(typeof(int[]), "cells"), Parameter(typeof(int[]), "wish"), Parameter(typeof(int[]), "values"));
        var mustBeFolio = Parameter(typeof(int), "mustBeFolio");
        var (code, found) = (new MemoryCode(memory.Layouts, memory.Scope, cells), Label(typeof(bool)));
        List<Index> parameters = [.. Order.Where(step.Parameters.Contains)];
        var keep = parameters.Select(index => Assign(ArrayAccess(values, Constant((int)index)), code.VariableOf(index)));
        var body = code.Enabled(step, parameters, Loop, Block([.. keep, Return(found, Constant(true))]));
        return new(Lambda<Search>(Block(parameters.Select(code.VariableOf), body, Label(found, Constant(false))), cells, wish, mustBeFolio, values));

        Expression Loop(Index index, Expression inner)
        {
            Expression first = ArrayIndex(wish, Constant((int)index));
            Expression times = Constant(memory.Scope.Count(index));
            var isFree = LessThan(mustBeFolio, Constant(0));
            return index == Index.Folio
                ? code.ForRound(index, Condition(isFree, first, mustBeFolio), Condition(isFree, times, Constant(1)), inner)
                : code.ForRound(index, first, times, inner);
        }
    }
}
