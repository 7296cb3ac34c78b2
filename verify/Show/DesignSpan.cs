using Vmemmap.Model.Designs;

namespace Vmemmap.Verify.Show;

/// <summary>Designs in a few words: those that follow one another in the catalogue as "from to".</summary>
internal static class DesignSpan
{
    /// <summary>The designs, oldest first.</summary>
    public static string Of(IEnumerable<Design> designs)
    {
        var chosen = designs.ToHashSet();
        if (chosen.Count == Catalogue.All.Count)
        {
            return "all";
        }
        List<List<Design>> spans = [];
        foreach (var (design, number) in Catalogue.All.Select((design, number) => (design, number)).Where(numbered => chosen.Contains(numbered.design)))
        {
            if (number > 0 && spans.Count > 0 && spans[^1][^1] == Catalogue.All[number - 1])
            {
                spans[^1].Add(design);
            }
            else
            {
                spans.Add([design]);
            }
        }
        return string.Join(", ", spans.Select(span => span.Count switch
        {
            1 => span[0].Name,
            2 => $"{span[0]}, {span[1]}",
            _ => $"{span[0]} to {span[^1]}",
        }));
    }
}
