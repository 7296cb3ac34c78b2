using System.Text;
using Vmemmap.Kernel.Refinement;
using Vmemmap.Model.Designs;
using Vmemmap.Properties.Stories.Retold;

namespace Vmemmap.Kernel.Stories;

/// <summary>A step of the code that is no step of the design, told to a kernel engineer: the calls and what the code did in them, what it did last, what the design could have done, and what differs.</summary>
internal static class MismatchStory
{
    // What comes before the last steps is told by its calls.
    private const int MostSteps = 12;

    /// <summary>The story.</summary>
    /// <param name="steps">the steps of the code.</param>
    /// <param name="design">the design.</param>
    /// <param name="mismatch">what does not fit.</param>
    /// <param name="place">function, file and line of what the code did last.</param>
    /// <param name="width">the longest line; prose is no wider than can be read.</param>
    public static string Tell(IReadOnlyList<ToldStep> steps, Design design, Mismatch mismatch, string place, int width)
    {
        var text = new StringBuilder($"{design.Name}: {mismatch.Wrong}\n");
        for (var number = 0; number < steps.Count; number++)
        {
            var step = steps[number];
            if (step.IsCall || number >= steps.Count - MostSteps)
            {
                text.Append($"{$"{number + 1}".PadLeft(4)}. {(step.Place.Length == 0 ? step.Slug : $"{step.Place}  [{step.Slug}]")}\n");
            }
        }
        text.Append(Paragraph.Of("The code: ", place.Length == 0 ? steps[^1].Slug : place, width));
        text.Append(Paragraph.Of("The design could take: ", mismatch.Enabled.Count == 0 ? "no step of this hugepage." : $"{string.Join(", ", mismatch.Enabled)}.", width));
        text.Append(Paragraph.Of("Differs: ", mismatch.Nearest is null ? "as it stands, in" : $"after {mismatch.Nearest}, which comes nearest, in", width));
        foreach (var difference in mismatch.Differences)
        {
            text.Append(Paragraph.Of("  ", difference, width));
        }
        return text.ToString();
    }
}
