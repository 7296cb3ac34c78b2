using Vmemmap.Model;
using Vmemmap.Model.Concrete;
using Vmemmap.Model.Control;
using Vmemmap.Model.Designs;
using Vmemmap.Model.Logic;
using Vmemmap.Model.Memory;
using Vmemmap.Model.Symbolic;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Proofs.Lemmas;

/// <summary>
/// The candidates of a design: at each control point of a hugepage, and of memory failure that works on it, what each flag of the hugepage is, what its numbers are where they are small constants,
/// what its head counts, and whether the next frame of its list has a word of the head too; anywhere, which flag implies which; and what a frame begins with that a CPU still translates one of its pages to.
/// Nearly all of them are false: whoever takes them sorts them out.
/// </summary>
public static class Shapes
{
    // Nothing, no walk, no frame, one reference.
    private static readonly int[] Constants = [None.Nobody, 0, 1];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Candidate> Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var state = new Instance(design, design.SmallScope).State;
        List<string> flags = [.. Properties<TruthTable<Bit, Num>>(state, TableLayout.Of, Index.Folio)], numbers = [.. Properties<NumberTable<Bit, Num>>(state, TableLayout.Of, Index.Folio)];
        List<string> flagsOfPages = [.. Properties<TruthTable<Bit, Num>>(state, TableLayout.Of, Index.Frame, Index.Slot)], wordsOfPages = [.. Properties<NumberTable<Bit, Num>>(state, TableLayout.Of, Index.Frame, Index.Slot)];
        // Where the operation is, the points say themselves.
        numbers.Remove(nameof(state.Stage));
        List<Claim> facts =
        [
            .. flags.SelectMany(flag => new Claim[] { new Flag(flag, true), new Flag(flag, false) }),
            .. Questions(design).SelectMany(question => new Claim[] { new Answer(question, true), new Answer(question, false) }),
            .. numbers.SelectMany(number => Constants.Select(constant => new Number(number, constant))),
            .. Constants.Select(constant => new HeadCount(constant)),
        ];
        List<Claim> ofNext = [.. wordsOfPages.Select(word => new NextHasWordOfHead(word))];
        List<Claim> ofFrame =
        [
            .. flagsOfPages.SelectMany(flag => new Claim[] { new FirstFlag(flag, true), new FirstFlag(flag, false) }),
            .. wordsOfPages.SelectMany(word => Constants.Select(constant => new FirstWord(word, constant)).Append(new FirstWord(word, null))),
        ];
        List<Claim> places =
        [
            .. design.Shape.PointsOf(Actor.Hugepage).InOrder.Select(point => new AtPoint(point)),
            .. design.Shape.PointsOf(Actor.MemoryFailure).InOrder.Where(point => point.Phase != Phase.Plain).Select(point => new FailureAt(point)),
        ];
        return
        [
            .. places.SelectMany(place => facts.Select(fact => new Candidate(place, fact))),
            .. places.OfType<AtPoint>().SelectMany(place => ofNext.Select(fact => new Candidate(place, fact))),
            .. new[] { true, false }.SelectMany(isTail => ofFrame.Select(fact => new Candidate(new StillTranslated(isTail), fact))),
            .. flags.SelectMany(one => flags.Where(other => other != one).SelectMany(other => new[] { true, false }.Select(isSet => new Candidate(new Flag(one, true), new Flag(other, isSet))))),
        ];
    }

    // What it can be asked about one: who is asked, changes nothing.
    private static IEnumerable<string> Questions(Design design) => typeof(State<Bit, Num>).GetMethods()
        .Where(method => method.ReturnType == typeof(Bit) && method.GetParameters() is [{ Name: "folio" } folio] && folio.ParameterType == typeof(Num))
        .Select(method => method.Name)
        .Where(name =>
        {
            SymbolicTables tables = new(design.SmallScope);
            _ = new Answer(name, true).Holds(new State<Formula, Integer>(design.Shape, tables), TermVariables.All);
            return !tables.Assignments.Any();
        });

    // What the state knows of each folio, or of each struct page in a frame.
    private static IEnumerable<string> Properties<T>(State<Bit, Num> state, Func<T, TableLayout> layoutOf, params Index[] indices) => typeof(State<Bit, Num>).GetProperties()
        .Where(property => property.PropertyType == typeof(T) && property.GetValue(state) is T table && layoutOf(table).Indices.SequenceEqual(indices))
        .Select(property => property.Name);
}
