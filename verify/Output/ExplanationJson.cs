using Vmemmap.Verify.Show;

namespace Vmemmap.Verify.Output;

/// <summary>What a name stands for, for machines.</summary>
internal static class ExplanationJson
{
    /// <summary>Writes a line for each thing of that name, and the summary.</summary>
    public static void Write(TextWriter output, IReadOnlyList<Explanation> explanations)
    {
        foreach (var explanation in explanations)
        {
            JsonLines.Write(output, new { explanation.Title, Says = Under(explanation.Lines).Select(said => new { said.Word, said.Texts }) });
        }
        JsonLines.Write(output, new { Summary = true, Explanations = explanations.Count });
    }

    // Lines without a word belong to the word above.
    private static List<(string Word, List<string> Texts)> Under(IReadOnlyList<(string Word, string Text)> lines)
    {
        List<(string Word, List<string> Texts)> said = [];
        foreach (var (word, text) in lines)
        {
            if (word.Length > 0)
            {
                said.Add((word, []));
            }
            said[^1].Texts.Add(text);
        }
        return said;
    }
}
