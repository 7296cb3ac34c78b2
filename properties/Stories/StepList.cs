using System.Text;
using Vmemmap.Properties.Stories.Changes;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Properties.Stories;

/// <summary>The numbered steps of a story, with what each changed.</summary>
internal static class StepList
{
    // A walk over a hundred tail pages is one fact, not a hundred: of a longer row of equal steps the first and the last are told.
    private const int MostEqualSteps = 4;

    private static readonly Topic[] BriefTopics = [Topic.Mapping, Topic.BasePages, Topic.Contents, Topic.Readers];

    public static string Of(Retelling told, bool isFull, int width)
    {
        var text = new StringBuilder();
        var (moves, margin) = (told.Moves, $"{told.Moves.Count}".Length + 2);
        var (number, first) = (0, 1);
        foreach (var moment in told.Moments())
        {
            number++;
            first = number > 1 && moves[number - 1] == moves[number - 2] ? first : number;
            var last = number;
            while (last < moves.Count && moves[last] == moves[number - 1])
            {
                last++;
            }
            var isLong = last - first >= MostEqualSteps;
            if (isLong && number == first + 1)
            {
                text.Append("..".PadLeft(margin)).Append($"  the same {last - first - 1} more times\n");
            }
            if (!isLong || number == first || number == last)
            {
                var line = $"{$"{number}".PadLeft(margin)}. {StepWords.Line(moment)}";
                var said = isFull ? Full(moment, line, width) : number == moves.Count ? BriefButWhole(moment, line, width) : Brief(moment, line);
                text.Append(Fit(said, width)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Full(Moment moment, string line, int width) => WithParagraph(line, Changes(moment), width);

    // The last step is the one that does the damage: what it did in memory is told even if it does not fit behind it.
    private static string BriefButWhole(Moment moment, string line, int width)
    {
        var changes = InMemory(moment).ToList();
        var brief = changes.Count == 0 ? line : $"{line}  {string.Join("; ", changes)}";
        return brief.Length <= Paragraph.Width ? brief : WithParagraph(line, changes, width);
    }

    // As much of what the step changed in memory as fits behind it where there is room enough: a narrow terminal is told no less.
    private static string Brief(Moment moment, string line)
    {
        var text = line;
        foreach (var change in InMemory(moment))
        {
            var more = $"{(text.Length == line.Length ? "  " : "; ")}{change}";
            if (text.Length + more.Length > Paragraph.Width)
            {
                break;
            }
            text += more;
        }
        return text;
    }

    private static string WithParagraph(string line, IEnumerable<string> changes, int width) =>
        $"{line}\n{Paragraph.Of(new string(' ', Margin(line)), string.Join("; ", changes), width).TrimEnd('\n')}";

    // Where all but the first line of a step begin.
    private static int Margin(string line) => line.IndexOf('.') + 4;

    private static string Fit(string said, int width)
    {
        var (line, rest) = said.IndexOf('\n') is >= 0 and var end ? (said[..end], said[end..]) : (said, "");
        return Paragraph.Fit(line, width, Margin(line) - (line.Length - line.TrimStart().Length)) + rest;
    }

    private static IEnumerable<string> InMemory(Moment moment)
    {
        var told = Telling.Of(moment);
        return BriefTopics.SelectMany(topic => told.Where(t => t.Topic == topic)).Select(t => t.Words);
    }

    private static IReadOnlyList<string> Changes(Moment moment) =>
        moment.Changes.Count > 0 ? [.. Telling.Of(moment).Select(t => t.Words)] : ["changes nothing that others see"];
}
