using System.Diagnostics;

namespace Eegavi.Cli.Tests;

/// <summary>Runs the tool: in this process, which saves starting the engine each time; or as a user does, a process with arguments, two streams and an exit code.</summary>
internal static class EegaviTool
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "eegavi.exe" : "eegavi");

    public static Answer Run(params string[] arguments) => RunIn(null, arguments);

    public static Answer RunIn(string? folder, params string[] arguments)
    {
        // Progress comes from several threads.
        var (output, error) = (new StringWriter(), new StringWriter());
        var before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = folder ?? AppContext.BaseDirectory;
        try
        {
            var code = Tool.RunAsync(arguments, TextWriter.Synchronized(output), TextWriter.Synchronized(error)).GetAwaiter().GetResult();
            return new(code, output.ToString(), error.ToString());
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }
    }

    /// <summary>Runs it as a user does.</summary>
    public static Answer Start(string? folder, params string[] arguments)
    {
        using var process = Begin(folder, Program, arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    /// <summary>Runs it until a file is there, then kills it as SIGKILL does.</summary>
    public static void Kill(string folder, string once, params string[] arguments)
    {
        using var process = Begin(folder, Program, arguments);
        var drained = Task.WhenAll(process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        while (!File.Exists(Path.Combine(folder, once)) && !process.HasExited) Thread.Sleep(10);
        process.HasExited.Should().BeFalse("it is to be killed while it works");
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
        drained.Wait();
    }

    /// <summary>Runs it until something is so, then interrupts it as Ctrl-C does.</summary>
    public static Answer Interrupt(string folder, Func<bool> once, params string[] arguments)
    {
        // A shell that runs tests in the background has them ignore Ctrl-C, and their children inherit that.
        using var process = Begin(folder, "env", ["--default-signal=INT", Program, .. arguments]);
        var (error, output) = (process.StandardError.ReadToEndAsync(), process.StandardOutput.ReadToEndAsync());
        while (!once() && !process.HasExited) Thread.Sleep(20);
        using (var kill = Process.Start("sh", ["-c", $"kill -INT {process.Id}"])) kill.WaitForExit();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, error.Result);
    }

    private static Process Begin(string? folder, string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = folder ?? AppContext.BaseDirectory,
    })!;
}

internal sealed record Answer(int Code, string Output, string Error)
{
    /// <summary>A refusal: one clear sentence or one for each error, no stack, an exit code that is not 0.</summary>
    public void ShouldRefuse(string pattern)
    {
        Code.Should().NotBe(0);
        Error.Should().Match($"*{pattern}*").And.NotContain("   at ").And.NotContain("fault of its own");
    }
}
