using Spectre.Console;
using Paragraph = Vmemmap.Properties.Stories.Retold.Paragraph;

namespace Vmemmap.Verify.Hosting;

/// <summary>Where output goes: results to one writer, progress and complaints to the other.</summary>
public sealed class Terminal
{
    private readonly TextWriter error;
    private readonly ProgressLine? progress;

    /// <summary>Results go to <paramref name="output"/>, complaints to <paramref name="error"/>; nobody looks at progress.</summary>
    /// <param name="output">for results.</param>
    /// <param name="error">for complaints.</param>
    /// <param name="isInteractive">a person reads the results on a terminal: colours, where it has them and they are wanted.</param>
    /// <param name="width">how many characters fit into a line of results.</param>
    public Terminal(TextWriter output, TextWriter error, bool isInteractive, int width = TerminalWidth.Otherwise)
        : this(output, error, isInteractive, width, progress: null)
    {
    }

    internal Terminal(TextWriter output, TextWriter error, bool isInteractive, int width, ProgressLine? progress)
    {
        (Out, Width, this.error, this.progress) = (isInteractive && progress is not null ? new ResultWriter(output, progress) : output, width, error, progress);
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(Out),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        Console.Profile.Width = width;
    }

    /// <summary>Results for other programs, as they are.</summary>
    public TextWriter Out { get; }

    /// <summary>Tables.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>How many characters fit into a line of results.</summary>
    public int Width { get; }

    /// <summary>Results for people: each line goes on in the next one, further in, where it is too long.</summary>
    /// <param name="text">one or more lines, the last with or without its end.</param>
    /// <param name="hanging">how much further in.</param>
    public void Say(string text = "", int hanging = 2)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var line in (text.EndsWith('\n') ? text[..^1] : text).Split('\n'))
        {
            Out.WriteLine(Paragraph.Fit(line, Width, hanging));
        }
    }

    /// <summary>Says what is being done, and how far it is.</summary>
    public void Progress(string line) => progress?.Show(line);

    /// <summary>Removes the line of progress.</summary>
    public void EndProgress() => progress?.Erase();

    /// <summary>One sentence for the user.</summary>
    public void Complain(string sentence)
    {
        EndProgress();
        Complain(error, sentence);
    }

    /// <summary>One sentence for the user, where there is no terminal yet.</summary>
    public static void Complain(TextWriter error, string sentence)
    {
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            error.WriteLine(Printable.Of(sentence));
        }
        catch (Exception)
        {
            // Nobody can be told, as the stream is gone or there is not even memory for it; the exit code still says it.
        }
    }
}
