Console.WriteLine("verify");
