namespace Vmemmap.Verify.Output;

/// <summary>Writes files that are whole under their final name, or not there.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        // Not the number of the process: runs in two containers may share a directory and a number.
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
