using System.Text;

namespace Vmemmap.Verify.Hosting;

/// <summary>Writes results where progress is shown on the same screen: its line makes way for them.</summary>
internal sealed class ResultWriter(TextWriter output, ProgressLine progress) : TextWriter
{
    public override Encoding Encoding => output.Encoding;

    public override void Write(char value)
    {
        progress.Erase();
        output.Write(value);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        progress.Erase();
        output.Write(buffer);
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value) => Write($"{value}{CoreNewLine.AsSpan()}");

    public override void Flush() => output.Flush();
}
