// A process to be killed: it commits for ever and says after each commit how far the journal is durable.
// usage: DIR BATCH Full|LosesDataForTests BALLAST CHECKPOINT
//        every-call DIR ERRNO once|on        fails each call to the disk in turn, and says how that went
using System.Globalization;
using System.Text;
using OpsCenter.Journal;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Writer;

if (args is ["every-call", var folder, var errno, var stays])
{
    Console.WriteLine(new EveryCall(folder, int.Parse(errno, CultureInfo.InvariantCulture), stays == "on").Run());
    return;
}
int batch = int.Parse(args[1], CultureInfo.InvariantCulture);
var options = new SqliteJournalOptions(args[0])
{
    Durability = Enum.Parse<Durability>(args[2]),
    BallastBytes = long.Parse(args[3], CultureInfo.InvariantCulture),
    CheckpointBytes = long.Parse(args[4], CultureInfo.InvariantCulture),
};
using var output = Console.OpenStandardOutput();
using var journal = SqliteJournal.Open(options);
while (true)
{
    string word = "durable";
    try
    {
        journal.Commit(Facts.CheckIns(journal.Head + 1, batch));
    }
    catch (JournalFullException)
    {
        word = "full";
        Thread.Sleep(20);
    }
    // One write a line, so that a reader never sees half of one that was told.
    output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{word} {journal.Head} {(journal.BallastStands ? "ballast" : "bare")}\n")));
}
