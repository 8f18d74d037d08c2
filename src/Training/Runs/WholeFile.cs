namespace Eegavi.Training.Runs;

/// <summary>Writes a text file that appears whole or not at all.</summary>
internal static class WholeFile
{
    public static void Write(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
