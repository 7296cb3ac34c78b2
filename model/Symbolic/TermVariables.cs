namespace Vmemmap.Model.Symbolic;

/// <summary>The variables of a recorded machine, and which of them its terms speak of.</summary>
public static class TermVariables
{
    private static readonly Dictionary<string, Index> ByName = Enum.GetValues<Index>().ToDictionary(NameOf);

    /// <summary>The variables themselves, to be put in for parameters and quantified variables: each an unknown with the name of its index in lower case.</summary>
    public static At<Integer> All
    {
        get
        {
            var at = default(At<Integer>);
            foreach (var index in Enum.GetValues<Index>())
            {
                at = at.With(index, new Integer(TermBank.Current.Unknown(NameOf(index))));
            }
            return at;
        }
    }

    /// <summary>The name of a variable.</summary>
    public static string NameOf(Index index) => index.ToString().ToLowerInvariant();

    /// <summary>The index that an unknown stands for.</summary>
    /// <exception cref="InvalidOperationException">it stands for none: the term is not of a machine recorded in a scope.</exception>
    public static Index IndexOf(Term unknown) => ByName.TryGetValue(unknown.Name, out var index)
        ? index
        : throw new InvalidOperationException($"'{unknown.Name}' is not a variable of a recorded machine.");

    /// <summary>How many of the variables, in their order, must have values before the term has one.</summary>
    /// <param name="term">the term.</param>
    /// <param name="order">the variables.</param>
    /// <param name="bound">those that have values of their own within the term.</param>
    public static int DepthOf(Term term, IReadOnlyList<Index> order, params IReadOnlyList<Index> bound)
    {
        var mentioned = Mentioned(term);
        mentioned.ExceptWith(bound);
        return Enumerable.Range(0, order.Count).Where(position => mentioned.Contains(order[position])).Select(position => position + 1).DefaultIfEmpty(0).Max();
    }

    /// <summary>Does the term have the same value for all values of the variables?</summary>
    public static bool IsFree(Term term) => Mentioned(term).Count == 0;

    private static HashSet<Index> Mentioned(Term term)
    {
        HashSet<Index> mentioned = [];
        Visit(term);
        return mentioned;

        void Visit(Term part)
        {
            if (part.Kind == TermKind.Unknown)
            {
                mentioned.Add(IndexOf(part));
            }
            foreach (var argument in part.Arguments)
            {
                Visit(argument);
            }
        }
    }
}
