using Vmemmap.Model;
using Vmemmap.Model.Symbolic;
using Vmemmap.Properties.Control;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Verify.Show;

/// <summary>What a step changes, in words.</summary>
/// <param name="Where">what some letters stand for.</param>
/// <param name="Then">the changes, a sentence for each thing that is changed, and last where the actors go.</param>
internal sealed record ShownEffect(IReadOnlyList<string> Where, IReadOnlyList<string> Then);

/// <summary>Says what a step changes, in the words that stand with the tables.</summary>
/// <param name="tables">the tables.</param>
internal sealed class EffectWords(ShownTables tables)
{
    // What is shorter is as soon said again.
    private const int LeastNamed = 36;

    /// <summary>The changes. All are made at once, with the values of the state before the step.</summary>
    public ShownEffect Of(RecordedStep step)
    {
        Scene scene = new(tables, step.Parameters, step.Guard.Select(conjunct => conjunct.Holds).Concat(step.Effect.SelectMany(assignment => assignment.Terms)));
        List<Assignment> effect = [.. Standing(step.Effect)];
        TermUses uses = new(effect.SelectMany(assignment => assignment.Terms));
        List<Term> named = [.. uses.InOrder.Where(term => uses.IsShared(term) && term.Kind is TermKind.If or TermKind.And or TermKind.Or or TermKind.Not or TermKind.Equal or TermKind.Cell)];
        // Whether a name is worth its while is seen when everything is said with it.
        while (true)
        {
            TermWords words = new(tables, scene);
            var where = Name(named, words);
            IReadOnlyList<string> then = [.. Sentences(words, effect)];
            List<Term> useful = [.. where.Select(name => name.Term).Where(words.Used.Contains)];
            if (useful.Count == named.Count)
            {
                return new([.. where.Select(name => name.Says)], then);
            }
            named = useful;
        }
    }

    private static List<(Term Term, string Says)> Name(IReadOnlyList<Term> terms, TermWords words)
    {
        List<(Term, string)> named = [];
        foreach (var term in terms)
        {
            var (name, text) = ($"x{named.Count + 1}", words.Of(term));
            if (text.Length >= LeastNamed)
            {
                words.Define(term, name);
                named.Add((term, $"{name} = {text}"));
            }
        }
        return named;
    }

    // The last assignment to a cell is the one that stands; one that leaves it as it is is none.
    private static IEnumerable<Assignment> Standing(IReadOnlyList<Assignment> effect) => effect.Where((assignment, number) => assignment is not CellAssignment cell
        || !(effect.Skip(number + 1).OfType<CellAssignment>().Any(later => later.Table == cell.Table && later.Indices.SequenceEqual(cell.Indices))
            || (cell.Value == Before(cell) && effect.Count(other => other.Table == cell.Table) == 1)));

    private static Term Before(CellAssignment cell) => TermBank.Current.Cell(cell.Table, [.. cell.Indices]);

    private IEnumerable<string> Sentences(TermWords words, IReadOnlyList<Assignment> effect)
    {
        var changes = effect.Where(assignment => tables.Counters.ActorOf(assignment.Table.Name) is null).GroupBy(assignment => Subject(words, assignment));
        var moves = effect.OfType<CellAssignment>().Where(assignment => tables.Counters.ActorOf(assignment.Table.Name) is not null);
        return
        [
            .. changes.Select(same => $"{same.Key}: {string.Join("; ", Copies(words, same).Concat(Changes(words, same.OfType<CellAssignment>().Where(cell => !IsCopy(cell)), effect)))}"),
            .. moves.Select(move => Move(words, move)),
        ];
    }

    private string Subject(TermWords words, Assignment assignment)
    {
        var table = tables[assignment.Table.Name];
        var owner = words.Owner(table.Indices, assignment is RowCopy copy ? [copy.To] : ((CellAssignment)assignment).Indices);
        return owner.Length > 0 ? owner : TermWords.Standing(table);
    }

    // Copies of several fields are one phrase. A translation is not copied: it is said what is mapped to what.
    private IEnumerable<string> Copies(TermWords words, IEnumerable<Assignment> assignments)
    {
        var copies = assignments.Where(assignment => assignment is RowCopy || (assignment is CellAssignment cell && IsCopy(cell)));
        return copies.GroupBy(Source).Select(same => $"{string.Join(", ", same.Select(copy => copy.Table.Name))} copied from {same.Key}");

        string Source(Assignment copy) => copy is RowCopy row ? (row.Source == row.Table ? words.Frame(row.From) : row.Source.Name) : words.Owner(tables[copy.Table.Name].Indices, ((CellAssignment)copy).Value.Arguments);
    }

    private bool IsCopy(CellAssignment cell) => cell.Value.Kind == TermKind.Cell && cell.Value.Table == cell.Table
        && cell.Table.Indices.Count > 1 && cell.Indices.Count == cell.Table.Indices.Count && tables[cell.Table.Name].Values?.Of != Index.Frame;

    private IEnumerable<string> Changes(TermWords words, IEnumerable<CellAssignment> cells, IReadOnlyList<Assignment> effect)
    {
        return Clause.Sentences(cells.Select(cell => new ChangeWords(words, tables[cell.Table.Name], IsFirst(cell) ? Before(cell) : null).Of(cell.Value)), words);

        bool IsFirst(CellAssignment cell) => ReferenceEquals(effect.First(assignment => assignment.Table == cell.Table), cell);
    }

    private string Move(TermWords words, CellAssignment move)
    {
        var actor = tables.Counters.ActorOf(move.Table.Name)!.Value;
        var points = tables.Shape.PointsOf(actor).InOrder;
        return $"{ActorWords.Name(actor)} {To(move.Value)}";

        string To(Term value) => value.Kind switch
        {
            TermKind.If when value.Arguments[2] == Before(move) => $"{To(value.Arguments[1])} if {words.Of(value.Arguments[0])}",
            TermKind.If => $"{To(value.Arguments[1])} if {words.Of(value.Arguments[0])}, else {To(value.Arguments[2])}",
            TermKind.Integer => $"goes to '{points[value.Value]}'",
            _ => "stays",
        };
    }
}
