using Vmemmap.Model.Logic;
using Vmemmap.Model.Symbolic;
using Vmemmap.Proofs.Solver;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Induction;

/// <summary>
/// Something that is assumed for all values of its variables, and used at the values that matter: where one of its own table reads meets a
/// read that is already in the formula. Fewer instances can lose a proof, never fake one.
/// </summary>
internal sealed class Assumption
{
    private readonly Func<At<Integer>, Formula> holds;
    private readonly At<Integer> rest;
    private readonly Func<IReadOnlyList<Index>, At<Integer>, Formula> exist;
    private readonly List<Term> triggers = [];
    private readonly Dictionary<Term, string> texts = [];
    private readonly Dictionary<At<Integer>, Term> instances = [];

    /// <param name="indices">the variables.</param>
    /// <param name="holds">the formula for some values.</param>
    /// <param name="exist">are these values that there are?</param>
    /// <param name="rest">values of the indices that are no variables.</param>
    /// <param name="name">the lemma that it is; null where it is none.</param>
    public Assumption(IReadOnlyList<Index> indices, Func<At<Integer>, Formula> holds, Func<IReadOnlyList<Index>, At<Integer>, Formula> exist, At<Integer> rest = default, string? name = null)
    {
        Name = name;
        Indices = indices;
        this.holds = holds;
        this.exist = exist;
        this.rest = rest;
        var variables = Unknowns.For("any", indices, rest);
        HashSet<Term> own = [.. indices.Select(i => variables[i].Term)];
        foreach (var cell in Cells.Of(holds(variables).Term))
        {
            if (own.All(cell.Arguments.Contains) && cell.Arguments.All(a => own.Contains(a) || !Cells.Mentions(a, own)))
            {
                triggers.Add(cell);
            }
        }
        Variables = [.. indices.Select(i => variables[i].Term)];
    }

    /// <summary>The lemma; null for what else is assumed.</summary>
    public string? Name { get; }

    public IReadOnlyList<Index> Indices { get; }

    private Term[] Variables { get; }

    /// <summary>The formula for these values, provided that they exist.</summary>
    public Term At(At<Integer> at) => instances.TryGetValue(at, out var instance) ? instance : instances[at] = (!exist(Indices, at) | holds(at)).Term;

    /// <summary>The values that the cells read so far ask for.</summary>
    public IEnumerable<At<Integer>> Asked(CellIndex cells) =>
        Indices.Count == 0 ? [rest]
        : triggers.Count > 0 ? triggers.SelectMany(trigger => cells.Of(trigger.Table).Select(cell => Match(trigger, cell)))
        : Everywhere(cells, 0, rest);

    /// <summary>What it is for these values; null where it is no lemma.</summary>
    public LemmaInstance? InstanceAt(At<Integer> at) => Name is null ? null : new(Name, string.Join(' ', Indices.Select(index => TextOf(at[index].Term))));

    // The other arguments need not be the same term: that they are equal may be what the proof finds out.
    private At<Integer> Match(Term trigger, Term cell)
    {
        var at = rest;
        for (var i = 0; i < trigger.Arguments.Count; i++)
        {
            var variable = Array.IndexOf(Variables, trigger.Arguments[i]);
            if (variable >= 0)
            {
                at = at.With(Indices[variable], new Integer(cell.Arguments[i]));
            }
        }
        return at;
    }

    private IEnumerable<At<Integer>> Everywhere(CellIndex cells, int from, At<Integer> at) => from == Indices.Count
        ? [at]
        : cells.Naming(Indices[from]).SelectMany(term => Everywhere(cells, from + 1, at.With(Indices[from], new Integer(term))));

    private string TextOf(Term term) => texts.TryGetValue(term, out var text) ? text : texts[term] = SmtText.Of(term);
}
