using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>
/// Stands inside the server's process when a test asks for it by DOTNET_STARTUP_HOOKS, and does there what no fault from outside can: the
/// server itself has no such thing. It has a thread and a socket of its own, so that it answers when the thread pool does not.
/// </summary>
internal static class BackDoor
{
    internal const string Variable = "OPSCENTER_BACK_DOOR";
    private static readonly List<byte[]> Held = [];

    /// <summary>Where the door of a server's folder is.</summary>
    internal static string In(string folder) => Path.Combine(folder, "back-door");

    /// <summary>Asks from the test's side: <c>live</c>, <c>state</c>, <c>figure METER</c>, <c>block SECONDS COUNT</c>, <c>garbage MEGABYTES</c>, <c>hold MEGABYTES</c>, <c>throw</c>, <c>bare</c>, <c>watch</c>, <c>stalls</c>.</summary>
    internal static string Ask(string folder, string command)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(In(folder)));
        socket.Send(Encoding.ASCII.GetBytes(command));
        socket.Shutdown(SocketShutdown.Send);
        var answer = new StringBuilder();
        byte[] some = new byte[4_096];
        for (int read = socket.Receive(some); read > 0; read = socket.Receive(some)) answer.Append(Encoding.ASCII.GetString(some, 0, read));
        return answer.ToString();
    }

    /// <summary>Inside the server.</summary>
    internal static void Open(string path)
    {
        File.Delete(path);
        var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        door.Bind(new UnixDomainSocketEndPoint(path));
        door.Listen();
        new Thread(() => Answer(door)) { IsBackground = true, Name = "back door" }.Start();
    }

    private static void Answer(Socket door)
    {
        byte[] asked = new byte[256];
        while (true)
        {
            using var socket = door.Accept();
            string[] words = Encoding.ASCII.GetString(asked, 0, socket.Receive(asked)).Split(' ');
            socket.Send(Encoding.ASCII.GetBytes(Do(words)));
        }
    }

    private static string Do(string[] words) => words[0] switch
    {
        "live" => Live(),
        "state" => State(),
        "figure" => Figure(words[1]),
        "block" => Block(TimeSpan.FromSeconds(Number(words[1])), Number(words[2])),
        "garbage" => Garbage(Number(words[1])),
        "hold" => Hold(Number(words[1])),
        "throw" => Throw(),
        "bare" => Bare(),
        "watch" => StallWatch.Begin(),
        "stalls" => StallWatch.Told(),
        _ => "unknown",
    };

    private static string Live()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: false).ToString(CultureInfo.InvariantCulture);
    }

    // Kestrel's pool lends blocks of 4 KB on the pinned heap, which it takes up and gives back as it sees fit: they would drown what a connection is.
    private static string State()
    {
        Live();
        long state = 0;
        var generations = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo;
        for (int i = 0; i < 4; i++) state += generations[i].SizeAfterBytes - generations[i].FragmentationAfterBytes; // 4 is the pinned heap
        return state.ToString(CultureInfo.InvariantCulture);
    }

    private static string Figure(string name)
    {
        double found = double.NaN;
        using var listener = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Name == name) listener.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => found = value);
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => found = value);
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => found = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return found.ToString(CultureInfo.InvariantCulture);
    }

    private static string Block(TimeSpan time, int items)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < items; i++)
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                var left = time - Stopwatch.GetElapsedTime(began);
                if (left > TimeSpan.Zero) Thread.Sleep(left);
            }, null);
        return "blocked";
    }

    private static string Garbage(int megabytes)
    {
        var kept = new Queue<byte[]>();
        for (int i = 0; i < megabytes * 16; i++)
        {
            kept.Enqueue(new byte[64 * 1024]);
            if (kept.Count > 256) kept.Dequeue();
        }
        return "made";
    }

    /// <summary>A leak of so much, until the next: for negative controls of figures of memory.</summary>
    private static string Hold(int megabytes)
    {
        Held.Clear();
        for (int i = 0; i < megabytes; i++)
        {
            byte[] some = new byte[1024 * 1024];
            Array.Fill(some, (byte)1); // resident, not only promised
            Held.Add(some);
        }
        return "held";
    }

    /// <summary>What nobody catches, on a thread of its own, once the answer is out.</summary>
    private static string Throw()
    {
        new Thread(() =>
        {
            Thread.Sleep(50);
            throw new InvalidOperationException("A test asked for this.");
        }).Start();
        return "thrown";
    }

    /// <summary>Kestrel with a handler that does nothing, in the same process: what a connection costs before it is ours.</summary>
    /// <returns>Its port.</returns>
    private static string Bare()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Run(async connection =>
        {
            for (var input = connection.Transport.Input; await input.ReadAsync() is { IsCompleted: false } read;) input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        })));
        var app = builder.Build();
        app.StartAsync().GetAwaiter().GetResult();
        return new Uri(app.Urls.First()).Port.ToString(CultureInfo.InvariantCulture);
    }

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);
}
