using Vmemmap.Model.Concrete;
using Vmemmap.Properties.Stories.Retold;
using Index = Vmemmap.Model.Logic.Index;

namespace Vmemmap.Properties.Stories.Changes;

/// <summary>
/// Everything that a step changed, in words. Where several cells make one thing (a page table entry and its permission, a struct page and where it
/// is) one that knows them tells of it, and says which changes it has told; all others are told in the words of their tables. So none is left out.
/// </summary>
internal static class Telling
{
    public static IReadOnlyList<Told> Of(Moment moment)
    {
        List<Told> together =
        [
            .. MappingWords.Tell(moment), .. FrameWords.Tell(moment), .. ContentWords.Tell(moment),
            .. PoisonWords.Tell(moment), .. ReaderWords.Tell(moment), .. FolioWords.Tell(moment),
        ];
        HashSet<Change> told = [.. together.SelectMany(t => t.Of)];
        return [.. together.Concat(moment.Changes.Where(c => !told.Contains(c)).GroupBy(c => c.Table).SelectMany(table => OneByOne(moment, table))).OrderBy(t => t.Topic)];
    }

    private static IEnumerable<Told> OneByOne(Moment moment, IGrouping<TableLayout, Change> table)
    {
        var cells = new CellWords(moment.Names, moment.After);
        foreach (var same in table.GroupBy(cells.Became))
        {
            yield return new(TopicOf(table.Key), Sentence([.. same.Select(Owner).Distinct()], same.Key.Words, same.Key.IsPredicate), [.. same]);
        }

        // Where there is one hugepage only, its own parts and flags are known to be its own.
        string Owner(Change c) => c.Table.Indices is [Index.Folio] && moment.Scope.Folios == 1 && !cells.Became(c).IsPredicate ? "" : cells.Owner(c.Table, c.I, c.J, c.K);
    }

    private static string Sentence(List<string> owners, string words, bool isPredicate) => owners switch
    {
        [""] => words,
        [var owner] when isPredicate => $"{owner} {words}",
        _ => $"{Listing.Of(owners)}: {(isPredicate ? "each " : "")}{words}",
    };

    private static Topic TopicOf(TableLayout table) => table.Indices switch
    {
        [Index.Frame] or [Index.Folio, Index.Page] or [Index.Folio, Index.Page, Index.Frame] => Topic.Mapping,
        [Index.Frame, Index.Slot] => Topic.Contents,
        [Index.Folio, Index.Page, Index.Slot] => Topic.BasePages,
        [] => Topic.Failure,
        [Index.Folio, Index.Pin] => Topic.Readers,
        _ => Topic.Folios,
    };
}
