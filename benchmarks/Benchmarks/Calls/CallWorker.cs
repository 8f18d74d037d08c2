using System.Globalization;
using System.Text.Json;

namespace Eegavi.Benchmarks;

/// <summary>Answers each line <c>call COUNT NAME</c> on standard input with the mean seconds of a call, as one line of JSON; <c>pytorch/calls_worker.py</c> speaks the same.</summary>
internal static class CallWorker
{
    /// <summary>Serves until the input ends.</summary>
    public static void Serve(TextReader requests, TextWriter answers)
    {
        var cases = new CallCases();
        while (requests.ReadLine() is { } line)
        {
            var words = line.Split(' ', 3);
            var seconds = cases.Seconds(words[2], int.Parse(words[1], CultureInfo.InvariantCulture));
            answers.WriteLine(JsonSerializer.Serialize(new { seconds = new[] { seconds } }));
            answers.Flush();
        }
    }
}
