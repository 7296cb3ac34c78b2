using Spectre.Console;

namespace Vmemmap.Verify.Hosting;

/// <summary>Where output goes: results to one writer, progress and errors to the other, progress only where a person is looking.</summary>
public sealed class Terminal
{
    private readonly Lock gate = new();
    private readonly TextWriter error;
    private readonly bool showsProgress;
    private int shown;

    /// <summary>Results go to <paramref name="output"/>; everything else to <paramref name="error"/>.</summary>
    /// <param name="output">for results.</param>
    /// <param name="error">for progress and complaints.</param>
    /// <param name="isInteractive">a person reads the results on a terminal: colours, and tables as wide as it is.</param>
    /// <param name="showsProgress">a person looks at the other stream.</param>
    public Terminal(TextWriter output, TextWriter error, bool isInteractive, bool showsProgress = false)
    {
        Out = output;
        this.error = error;
        this.showsProgress = showsProgress;
        Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = isInteractive ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isInteractive ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        });
        if (!isInteractive)
        {
            // A table in a file or a log is not folded to the width of some terminal.
            Console.Profile.Width = 160;
        }
    }

    /// <summary>Plain results.</summary>
    public TextWriter Out { get; }

    /// <summary>Tables.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>Replaces the line of progress.</summary>
    public void Progress(string line)
    {
        if (!showsProgress)
        {
            return;
        }
        lock (gate)
        {
            error.Write($"\r{line.PadRight(shown)}");
            shown = line.Length;
        }
    }

    /// <summary>Removes the line of progress.</summary>
    public void EndProgress()
    {
        if (shown > 0)
        {
            error.Write($"\r{new string(' ', shown)}\r");
            shown = 0;
        }
    }

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
