using Vmemmap.Model.Concrete;
using Vmemmap.Model.Memory;
using Vmemmap.Properties.Stories.Explanations;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Pictures;

/// <summary>
/// What is drawn: all of a small scope; of true sizes the folios, vmemmap pages and struct pages that the story is about, filled up with the
/// first ones.
/// </summary>
internal sealed class Selection
{
    private const int MostFolios = 2;
    private const int MostPages = 8;
    private const int MostSlots = 8;

    public Selection(Retelling told, Place place)
    {
        var (scope, state, start) = (told.Now.Scope, told.Now.State, told.Start.State);
        var bad = Assignments.Of([Index.Folio, Index.Page, Index.Slot], scope).Where(x => state.Bad[x.Folio, x.Page, x.Slot].IsTrue).Take(MostSlots).ToList();

        Folios = Choose(scope.Folios, MostFolios, [.. Optional(place.Folio), .. bad.Select(x => x.Folio.Value), .. Worked(told)], fill: false);
        Pages = Choose(scope.Pages, MostPages,
            [.. Optional(place.Page), .. bad.Select(x => x.Page.Value), 0, state.KeptPages - 1, state.KeptPages, scope.Pages - 1], fill: true);
        Frames = [.. Mapped(start).Concat(Mapped(state)).Distinct()];
        Slots = Choose(scope.Slots, Math.Clamp(Letters.Alphabet.Length / Math.Max(1, Frames.Count), 1, MostSlots),
            [.. Optional(place.Slot), .. bad.Select(x => x.Slot.Value), 0], fill: true);
        UnmappedFrames = [.. Enumerable.Range(0, scope.Frames).Where(f => f == place.Frame || scope.Frames <= MostPages)];

        IEnumerable<int> Mapped(State<Bit, Num> s) => Folios.SelectMany(h => Pages.Select(v => s.Pte[h, v].Value)).Where(f => f != None.Nobody);
    }

    public IReadOnlyList<int> Folios { get; }

    public IReadOnlyList<int> Pages { get; }

    public IReadOnlyList<int> Slots { get; }

    /// <summary>The frames mapped before or after, in the order in which a reader meets them.</summary>
    public IReadOnlyList<int> Frames { get; }

    /// <summary>Frames worth a word when nothing is mapped to them.</summary>
    public IReadOnlyList<int> UnmappedFrames { get; }

    private static IEnumerable<int> Worked(Retelling told) => told.Moves
        .Where(move => told.Now.Machine.Steps.Any(s => s.Name == move.Step && s.Parameters.Contains(Index.Folio)))
        .Select(move => move.At.Folio.Value);

    private static IEnumerable<int> Optional(int? value) => value is { } v ? [v] : [];

    // The wanted ones first, then from the beginning; in order.
    private static List<int> Choose(int count, int most, IReadOnlyList<int> wanted, bool fill) =>
        [.. wanted.Where(x => x >= 0 && x < count).Concat(fill || wanted.Count == 0 ? Enumerable.Range(0, count) : []).Distinct().Take(most).Order()];
}
